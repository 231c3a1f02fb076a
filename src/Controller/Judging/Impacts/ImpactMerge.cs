using System.Collections.Immutable;

namespace Fleet.Controller.Judging.Impacts;

/// <summary>What two records did to access, one after the other.</summary>
internal static class ImpactMerge
{
    public static Impact Of(Impact known, Impact more)
    {
        if (more.IsNone || known.IsNone)
        {
            return more.IsNone ? known : more;
        }

        // The newest word on one credential holds; what was lost and came back, or the other way round, is as it was.
        var told = more.Principals.ToDictionary(Credential);
        var kept = known.Principals.Where(one => !told.ContainsKey(Credential(one)));
        var news = more.Principals.Where(one =>
            !known.Principals.Any(old => Credential(old) == Credential(one) && IsUndone(old, one))
        );
        ImmutableArray<PrincipalChange> all =
        [
            .. kept.Concat(news)
                .OrderBy(one => one.Turn)
                .ThenBy(one => one.Account, StringComparer.Ordinal)
                .ThenBy(one => one.Method, StringComparer.Ordinal)
                .ThenBy(one => one.Fingerprint, StringComparer.Ordinal),
        ];
        var back = more
            .Principals.Where(one => one.Turn == AccessTurn.Gained)
            .Select(one => one.Account);
        return new()
        {
            Everybody = more.Everybody.Length > 0 ? more.Everybody : known.Everybody,
            PortsClosed =
            [
                .. known.PortsClosed.Union(more.PortsClosed).Except(more.PortsOpened).Order(),
            ],
            PortsOpened =
            [
                .. known.PortsOpened.Union(more.PortsOpened).Except(more.PortsClosed).Order(),
            ],
            NobodyLeft = (known.NobodyLeft && !back.Any()) || more.NobodyLeft,
            LockedOut =
            [
                .. known
                    .LockedOut.Except(back, StringComparer.Ordinal)
                    .Union(more.LockedOut, StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            Principals = all,
        };
    }

    private static bool IsUndone(PrincipalChange old, PrincipalChange now) =>
        old.IsWhole
        && now.IsWhole
        && (old.Turn, now.Turn)
            is
                (AccessTurn.Lost, AccessTurn.Gained)
                or
                (AccessTurn.Gained, AccessTurn.Lost);

    private static (string, string, string, bool) Credential(PrincipalChange one) =>
        (one.Account, one.Method, one.Fingerprint, one.IsWhole);
}
