using System.Globalization;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Failed login attempts of one source in the window.</summary>
/// <param name="Source">The address.</param>
/// <param name="Count">Attempts.</param>
/// <param name="Users">Attempts by user name.</param>
/// <param name="Oldest">Start of the oldest bucket with one.</param>
internal sealed record SourceAttempts(
    string Source,
    long Count,
    IReadOnlyDictionary<string, long> Users,
    DateTimeOffset Oldest
)
{
    /// <summary>The name that was tried most; clients may send an empty one.</summary>
    public string TopUser =>
        Users
            .OrderByDescending(user => user.Value)
            .ThenBy(user => user.Key, StringComparer.Ordinal)
            .Select(user => user.Key.Length > 0 ? user.Key : "an empty name")
            .First();
}

/// <summary>Reads attempts out of event counts.</summary>
internal static class Attempts
{
    /// <summary>
    /// One attempt leaves up to five lines (PAM's, "Invalid user", "Failed password", "Connection closed"), which ones depends on methods and LogLevel: within a bucket the
    /// most frequent kind of a user and source is the number of attempts.
    /// </summary>
    private static readonly HashSet<string> Kinds =
    [
        AuthLogKind.FailedPassword.Name(),
        AuthLogKind.FailedKeyboardInteractive.Name(),
        AuthLogKind.FailedPublickey.Name(),
        AuthLogKind.FailedNone.Name(),
        AuthLogKind.FailedOther.Name(),
        AuthLogKind.InvalidUser.Name(),
        AuthLogKind.PamAuthFailure.Name(),
        AuthLogKind.ConnectionClosedPreauth.Name(),
        AuthLogKind.ConnectionResetPreauth.Name(),
        AuthLogKind.DisconnectedPreauth.Name(),
        AuthLogKind.MaxAuthExceeded.Name(),
        AuthLogKind.NotAllowed.Name(),
        AuthLogKind.RootLoginRefused.Name(),
    ];

    /// <summary>Buckets that still lie in the window, by their start.</summary>
    public static IEnumerable<EventBucket> Window(JudgeInput input) =>
        input.Events.Where(bucket => End(bucket.Start) > input.AsOf);

    /// <summary>When a bucket leaves the window.</summary>
    public static DateTimeOffset End(DateTimeOffset start) => start + JudgeInput.EventWindow;

    /// <summary>By source, most attempts first.</summary>
    public static IReadOnlyList<SourceAttempts> BySource(IEnumerable<EventBucket> buckets)
    {
        var pairs =
            from bucket in buckets
            from count in bucket.Counts
            where Kinds.Contains(count.Kind) && count.Source.Length > 0 && IsAttempt(count)
            group count by (count.Source, count.User, bucket.Start) into lines
            select (
                lines.Key.Source,
                lines.Key.User,
                lines.Key.Start,
                Count: lines.Max(l => l.Count)
            );
        return
        [
            .. pairs
                .GroupBy(pair => pair.Source, StringComparer.Ordinal)
                .Select(source => new SourceAttempts(
                    source.Key,
                    source.Sum(pair => pair.Count),
                    source
                        .GroupBy(pair => pair.User, StringComparer.Ordinal)
                        .ToDictionary(user => user.Key, user => user.Sum(pair => pair.Count)),
                    source.Min(pair => pair.Start)
                ))
                .OrderByDescending(source => source.Count)
                .ThenBy(source => source.Source, StringComparer.Ordinal),
        ];
    }

    /// <summary>Rounded down to one digit and zeros, so that a text does not change with every line: 437 → 400.</summary>
    public static string AtLeast(long count)
    {
        long unit = 1;
        while (count / unit >= 10)
        {
            unit *= 10;
        }

        var floor = count / unit * unit;
        return floor == count
            ? floor.ToString("N0", CultureInfo.InvariantCulture)
            : "more than " + floor.ToString("N0", CultureInfo.InvariantCulture);
    }

    /// <summary>A connection that closes without naming a user tried none: port scanners and health checks.</summary>
    private static bool IsAttempt(EventCount count) =>
        count.User.Length > 0 || count.Kind == AuthLogKind.InvalidUser.Name();
}
