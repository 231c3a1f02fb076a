using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>The lines of this very attempt: by its source's address and user, within its time; and what the daemon said of itself when it last started.</summary>
internal static class LogPart
{
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(60);

    // Two clocks, the client's and the host's.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    private const string Started = "server_listening";

    // A daemon that does not start says why once, and that stays so until it does start.
    private static readonly string[] OfDaemon =
    [
        Started,
        "privsep_missing",
        "no_host_keys",
        "host_key_unusable",
        "config_error",
        "bind_failed",
    ];

    public static ImmutableArray<EventLine> OfAttempt(
        IReadOnlyList<EventLine> lines,
        LoginQuestion asked
    )
    {
        var source = asked.Source?.ToString();
        var started = lines
            .Where(line => line.Kind == Started)
            .Select(line => line.At)
            .DefaultIfEmpty(DateTimeOffset.MinValue)
            .Max();
        return
        [
            .. lines
                .Where(line =>
                    OfDaemon.Contains(line.Kind) ? line.At >= started : IsInTime(line, asked)
                )
                .Where(line => source is null || line.Source.Length == 0 || line.Source == source)
                .Where(line => line.User.Length == 0 || line.User == asked.User)
                .Where(line => LogPort.Fits(line, asked))
                .OrderBy(line => line.At),
        ];
    }

    private static bool IsInTime(EventLine line, LoginQuestion asked) =>
        (line.At - asked.AsOf).Duration() <= Around
        && (asked.Since is not { } since || line.At >= since - Skew);
}
