using Fleet.Checks.Facts;

namespace Fleet.Checks.Judging.Expectations;

/// <summary>Whether all keys that match a pattern are known.</summary>
internal static class CoverageGaps
{
    /// <summary>Why there may be more keys than those that are held; null where there are no more.</summary>
    public static string? Of(CheckFacts facts, string pattern)
    {
        var literal = pattern[..pattern.IndexOf('*', StringComparison.Ordinal)].TrimEnd('/');
        var over = facts.CoverageOf(literal);
        if (!over.IsCertain)
        {
            return over.Reason ?? facts.Reason;
        }

        foreach (var below in facts.Coverage)
        {
            // A prefix of one key that is held speaks for that key alone, and has spoken.
            if (
                !below.IsCertain
                && below.Prefix.Length > literal.Length
                && FactKey.IsUnder(below.Prefix, literal)
                && !facts.Holds(below.Prefix)
            )
            {
                return below.Reason ?? facts.Reason;
            }
        }

        return null;
    }
}
