using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Fleet.Checks.Catalog.SshReach;

/// <summary>What was seen of one endpoint last.</summary>
/// <param name="Host">The target.</param>
/// <param name="EndPoint">Where.</param>
/// <param name="At">When.</param>
/// <param name="Outcome">A word of <see cref="ReachOutcome"/>.</param>
/// <param name="Banner">How the server named itself; empty: it did not.</param>
/// <param name="WasReached">It answered at some time since it was assigned.</param>
internal sealed record ReachSight(
    string Host,
    IPEndPoint EndPoint,
    DateTimeOffset At,
    string Outcome,
    string Banner,
    bool WasReached
);

/// <summary>The sights between runs, over restarts too: a restarted agent does not look at everybody at once.</summary>
internal static class ReachCursor
{
    private const int Fields = 6;

    public static ImmutableArray<ReachSight> Read(string text) =>
        [.. text.Split('\n').Select(One).OfType<ReachSight>()];

    public static string Write(IEnumerable<ReachSight> sights) =>
        string.Join(
            '\n',
            sights.Select(sight =>
                string.Join(
                    ' ',
                    Uri.EscapeDataString(sight.Host),
                    sight.EndPoint,
                    sight.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    Uri.EscapeDataString(sight.Outcome),
                    sight.WasReached ? "reached" : "never",
                    Uri.EscapeDataString(sight.Banner)
                )
            )
        );

    private static ReachSight? One(string line)
    {
        var words = line.Split(' ');
        return
            words.Length == Fields
            && IPEndPoint.TryParse(words[1], out var endPoint)
            && long.TryParse(
                words[2],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var seconds
            )
            && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? new ReachSight(
                Uri.UnescapeDataString(words[0]),
                endPoint,
                DateTimeOffset.FromUnixTimeSeconds(seconds),
                Uri.UnescapeDataString(words[3]),
                Uri.UnescapeDataString(words[5]),
                words[4] == "reached"
            )
            : null;
    }
}
