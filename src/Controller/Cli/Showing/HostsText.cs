using System.Globalization;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>The fleet on one screen: worst first, and a line that counts.</summary>
public static class HostsText
{
    /// <summary>So many hosts fit on a terminal before the fine ones are only counted.</summary>
    public const int Most = 40;

    public static IEnumerable<string> Lines(
        IReadOnlyList<HostSummary> hosts,
        Screen screen,
        bool all
    )
    {
        var fold = screen.IsTerminal && !all && hosts.Count > Most;
        var shown = fold ? [.. hosts.Take(Most)] : hosts;
        var table = new Table(["HOST", "STATE", "SSH", "WORST", "SINCE"], flexible: 3);
        foreach (var host in shown)
        {
            table.Add(
                host.Name,
                Words.Of(host.Link),
                Words.Ssh(host),
                Worst(host, screen),
                Since(host, screen)
            );
        }

        foreach (var line in table.Lines(screen.Width, screen.Ink))
        {
            yield return line;
        }

        if (fold)
        {
            yield return $"… and {Number(hosts.Count - Most)} more: fleet hosts --all";
        }

        yield return Footer(hosts);
    }

    private static Cell Worst(HostSummary host, Screen screen) =>
        Words.Ssh(host) == "unknown" && host.Link is LinkState.Offline
            ? new(
                $"no word since {screen.Times.Clock(host.LastHeardAt ?? host.LinkSince)}",
                Checks.Judging.Outcome.NotApplicable
            )
        : host.WorstFinding is null || host.Worst is Outcome.Pass or Outcome.NotApplicable
            ? new("", Words.Judged(host.Worst))
        : new(host.WorstFinding.Summary, Words.Judged(host.Worst));

    private static string Since(HostSummary host, Screen screen) =>
        screen.Times.Since(
            host.Link is LinkState.Online or LinkState.CatchingUp or LinkState.Late
                ? host.WorstFinding?.Since ?? host.LinkSince
                : host.LinkSince
        );

    private static string Footer(IReadOnlyList<HostSummary> hosts)
    {
        var offline = hosts.Count(host =>
            host.Link is LinkState.Offline or LinkState.NeverConnected
        );
        var ssh = hosts.CountBy(Words.Ssh).ToDictionary();
        var parts = new[]
        {
            (Count: ssh.GetValueOrDefault("fine"), Word: "fine"),
            (Count: ssh.GetValueOrDefault("degraded"), Word: "degraded"),
            (Count: ssh.GetValueOrDefault("unreachable"), Word: "unreachable"),
            (Count: offline, Word: "offline"),
            (Count: ssh.GetValueOrDefault("unknown") - offline, Word: "unknown"),
        };
        return $"{Words.Count(hosts.Count, "host")}: {string.Join(" · ", parts.Where(p => p.Count > 0).Select(p => $"{Number(p.Count)} {p.Word}"))}";
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
