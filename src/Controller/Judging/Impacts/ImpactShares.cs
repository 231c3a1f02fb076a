using System.Collections.Immutable;

namespace Fleet.Controller.Judging.Impacts;

/// <summary>Gives what one record did to access to the regressions that it opened: to the one whose facts decide it, else to each that is no other's consequence.</summary>
internal static class ImpactShares
{
    private const string SshdConfig = "sshd_config/";

    /// <summary>One share an entry, in their order.</summary>
    public static IEnumerable<Impact> Of(Impact impact, IReadOnlyList<RegressionEntry> entries)
    {
        var claims = impact.Principals.ToLookup(one =>
            entries.FirstOrDefault(entry => Decides(entry, one))?.Key
        );
        var roots = entries.Where(entry => entry.CausedBy is null).Select(entry => entry.Key);
        var all = roots.ToHashSet();
        return entries.Select(entry =>
            Share(
                impact,
                [.. claims[entry.Key], .. all.Contains(entry.Key) ? claims[null] : []],
                all.Contains(entry.Key)
            )
        );
    }

    private static Impact Share(Impact impact, List<PrincipalChange> mine, bool isRoot)
    {
        var losers = mine.Where(one => one.Turn == AccessTurn.Lost).Select(one => one.Account);
        var isAll = impact.Principals.IsEmpty ? isRoot : losers.Any();
        return new()
        {
            Everybody = isRoot ? impact.Everybody : "",
            PortsClosed = isRoot ? impact.PortsClosed : [],
            PortsOpened = isRoot ? impact.PortsOpened : [],
            NobodyLeft = impact.NobodyLeft && isAll,
            LockedOut = impact.Principals.IsEmpty
                ? isRoot
                    ? impact.LockedOut
                    : []
                : [.. impact.LockedOut.Intersect(losers, StringComparer.Ordinal)],
            Principals = [.. impact.Principals.Where(mine.Contains)],
        };
    }

    private static bool Decides(RegressionEntry entry, PrincipalChange change) =>
        Keys(entry).Any(key => key == SshdConfig + change.Keyword)
        || (
            change.Fingerprint.Length > 0
            && Keys(entry)
                .Any(key =>
                    key.EndsWith(
                        $"/{change.Account}/{change.Fingerprint}",
                        StringComparison.Ordinal
                    )
                )
        );

    private static IEnumerable<string> Keys(RegressionEntry entry) =>
        entry.Changes.Select(change => change.Key).Append(entry.Key.Subject);
}
