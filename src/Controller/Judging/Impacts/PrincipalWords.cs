namespace Fleet.Controller.Judging.Impacts;

/// <summary>A sentence for each account and what became of it.</summary>
internal static class PrincipalWords
{
    public static IEnumerable<string> Of(Impact impact)
    {
        var lockedOut = impact.LockedOut.ToHashSet(StringComparer.Ordinal);
        foreach (var turn in (AccessTurn[])[AccessTurn.Lost, AccessTurn.Gained, AccessTurn.Perhaps])
        {
            // Who is locked out comes before who has other ways left.
            var accounts = impact
                .Principals.Where(one => one.Turn == turn)
                .GroupBy(one => one.Account)
                .OrderBy(group => lockedOut.Contains(group.Key) ? 0 : 1)
                .ThenBy(group => group.Key, StringComparer.Ordinal);
            foreach (var account in accounts)
            {
                yield return Sentence(account.Key, turn, [.. account], lockedOut);
            }
        }
    }

    private static string Sentence(
        string account,
        AccessTurn turn,
        List<PrincipalChange> ways,
        HashSet<string> lockedOut
    )
    {
        var places = ways.TrueForAll(way => way.IsWhole) ? "" : " from some addresses";
        return turn switch
        {
            AccessTurn.Lost when lockedOut.Contains(account) =>
                $"{account} lost access ({Counted(ways)})",
            AccessTurn.Lost => $"{account} can no longer log in with {Listed(ways)}{places}",
            AccessTurn.Gained => $"{account} can now log in with {Listed(ways)}{places}",
            _ => $"{account} may have lost access ({Counted(ways)}){places}",
        };
    }

    /// <summary><c>2 keys, password</c></summary>
    private static string Counted(List<PrincipalChange> ways) =>
        string.Join(
            ", ",
            ways.GroupBy(way => way.Method)
                .Select(group =>
                    group.Key is "key" or "certificate"
                        ? $"{group.Count()} {group.Key}{(group.Count() == 1 ? "" : "s")}"
                        : group.Key
                )
        );

    /// <summary><c>a password, key SHA256:… (alice@laptop)</c></summary>
    private static string Listed(List<PrincipalChange> ways)
    {
        const int most = 3;
        var each = ways.Select(way =>
                way.Method switch
                {
                    "password" => "a password",
                    "key" => Named("key", way),
                    "certificate" => Named("a certificate of", way),
                    _ => way.Method,
                }
            )
            .ToList();
        return each.Count <= most
            ? string.Join(", ", each)
            : $"{string.Join(", ", each.Take(most))} and {each.Count - most} more";
    }

    private static string Named(string what, PrincipalChange way) =>
        $"{what} {way.Fingerprint}{(way.Comment.Length == 0 ? "" : $" ({way.Comment})")}";
}
