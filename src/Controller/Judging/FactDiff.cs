using Fleet.Checks.Facts;

namespace Fleet.Controller.Judging;

/// <summary>How one fact differs between two states of a check.</summary>
/// <param name="Key">The fact key.</param>
/// <param name="Before">As it was held; null: not there.</param>
/// <param name="After">As it is held; null: certainly gone.</param>
internal readonly record struct FactDifference(string Key, HeldFact? Before, HeldFact? After)
{
    public bool IsNewValue =>
        After is { } after && (Before is not { } before || before.Fact.Value != after.Fact.Value);

    /// <summary>What history tells; null where only the place of the value changed.</summary>
    public FactChangeKind? Kind =>
        this switch
        {
            { After: null } => FactChangeKind.Removed,
            { IsNewValue: true } => FactChangeKind.Set,
            { Before.IsStale: false, After.IsStale: true } => FactChangeKind.Unreadable,
            { Before.IsStale: true, After.IsStale: false } => FactChangeKind.Set,
            _ => null,
        };
}

/// <summary>Compares two states of a check.</summary>
internal static class FactDiff
{
    /// <summary>Differences in key order.</summary>
    public static IEnumerable<FactDifference> Between(CheckFacts before, CheckFacts after)
    {
        using var left = before.All.GetEnumerator();
        using var right = after.All.GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        while (hasLeft || hasRight)
        {
            var order =
                !hasLeft ? 1
                : !hasRight ? -1
                : string.CompareOrdinal(left.Current.Fact.Key, right.Current.Fact.Key);
            if (order < 0)
            {
                yield return new FactDifference(left.Current.Fact.Key, left.Current, null);
                hasLeft = left.MoveNext();
            }
            else if (order > 0)
            {
                yield return new FactDifference(right.Current.Fact.Key, null, right.Current);
                hasRight = right.MoveNext();
            }
            else
            {
                if (left.Current != right.Current)
                {
                    yield return new FactDifference(
                        left.Current.Fact.Key,
                        left.Current,
                        right.Current
                    );
                }

                (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
            }
        }
    }
}
