namespace Fleet.Controller.Judging.Attribution;

/// <summary>What else changed on the host in the window, of what matters by itself.</summary>
internal static class ChangeClues
{
    private const int Weight = 20;
    private const int Most = 5;

    private static readonly string[] Telling =
    [
        "sshd_config/",
        "sshd/",
        "listen/",
        "account/",
        "authorized_key/",
        "mode/",
        "host_key/",
        "package/",
        "pam/",
    ];

    public static IEnumerable<Clue> Of(AttributionInput input)
    {
        var own = input.Keys.ToHashSet(StringComparer.Ordinal);
        return input
            .Changes.Where(change =>
                input.IsWithin(change.At)
                && change.Kind != FactChangeKind.Unreadable
                && !own.Contains(change.Key)
                && Array.Exists(
                    Telling,
                    start => change.Key.StartsWith(start, StringComparison.Ordinal)
                )
            )
            .Reverse()
            .DistinctBy(change => change.Key)
            .Take(Most)
            .Select(change => new Clue(
                ClueKind.Change,
                change.At,
                $"{Uri.UnescapeDataString(change.Key)}: {change.Before ?? "absent"} → {change.After ?? "absent"}",
                Weight,
                change.Source ?? ""
            ));
    }
}
