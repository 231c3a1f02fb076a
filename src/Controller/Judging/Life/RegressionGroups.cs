using System.Collections.Immutable;

namespace Fleet.Controller.Judging.Life;

/// <summary>What a regression is told as one by.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Before">The good value.</param>
/// <param name="After">The value now.</param>
/// <param name="OpenedAt">When it opened.</param>
public readonly record struct GroupMember(
    long Id,
    RegressionKey Key,
    string Before,
    string After,
    DateTimeOffset OpenedAt
);

/// <summary>Regressions of many hosts that are one story: the same thing went the same way at nearly the same time. Pure.</summary>
public static class RegressionGroups
{
    /// <summary>How long after the first of a group another still belongs to it: checks run at different moments on different hosts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Each one's group, named by the lowest id in it.</summary>
    public static ImmutableDictionary<long, long> Of(IEnumerable<GroupMember> members)
    {
        var groups = ImmutableDictionary.CreateBuilder<long, long>();
        foreach (var alike in members.GroupBy(each => (each.Key, each.Before, each.After)))
        {
            foreach (var group in Split([.. alike.OrderBy(e => e.OpenedAt).ThenBy(e => e.Id)]))
            {
                var id = group.Min(each => each.Id);
                group.ForEach(each => groups[each.Id] = id);
            }
        }

        return groups.ToImmutable();
    }

    private static IEnumerable<List<GroupMember>> Split(IReadOnlyList<GroupMember> alike)
    {
        var group = new List<GroupMember>();
        foreach (var member in alike)
        {
            if (group.Count > 0 && member.OpenedAt - group[0].OpenedAt > Window)
            {
                yield return group;
                group = [];
            }

            group.Add(member);
        }

        yield return group;
    }
}
