using System.Text.Json;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Api.Health.Figures;

/// <summary>
/// The fleet as Prometheus' metrics. Pure. The number of series is bounded: hosts beyond the limit, in the order of their names, are in the sums alone, and how many they are is a
/// metric too; groups are checks, never what a host names.
/// </summary>
internal static class FleetFigureText
{
    public static string Of(FleetFigures figures, int mostHosts)
    {
        var shown = figures.Hosts.Take(mostHosts).ToDictionary(host => host.Id);
        var silent = figures
            .Hosts.Where(host => IsSilent(host.Link))
            .Select(host => host.Id)
            .ToHashSet();
        var text = new FigureText();
        Hosts(text, figures, shown);
        Findings(text, figures, shown, silent);
        Regressions(text, figures, shown);
        Sweeps(text, figures);
        return text.ToString();
    }

    private static void Hosts(
        FigureText text,
        FleetFigures figures,
        Dictionary<int, HostFigure> shown
    )
    {
        text.Gauge("fleet_hosts", "hosts by link state");
        foreach (var state in figures.Hosts.CountBy(host => host.Link).OrderBy(each => each.Key))
        {
            text.Add(state.Value, ("state", Key(state.Key)));
        }

        text.Gauge(
                "fleet_hosts_not_exported",
                "hosts without series of their own: more than --metrics-hosts; the sums have them"
            )
            .Add(figures.Hosts.Length - shown.Count);
        text.Gauge("fleet_host_link", "1 for the state of the host's link");
        foreach (var host in figures.Hosts.Where(host => shown.ContainsKey(host.Id)))
        {
            text.Add(1, ("host", host.Name), ("state", Key(host.Link)));
        }
    }

    private static void Findings(
        FigureText text,
        FleetFigures figures,
        Dictionary<int, HostFigure> shown,
        HashSet<int> silent
    )
    {
        // What was known of a silent host says nothing of now.
        var counted = figures
            .Findings.GroupBy(each =>
                (
                    each.HostId,
                    each.Group,
                    Outcome: silent.Contains(each.HostId) ? "unknown"
                    : each.IsWaived ? "waived"
                    : Key(each.Outcome)
                )
            )
            .Select(group => (group.Key, Count: group.Sum(each => each.Count)))
            .ToList();
        text.Gauge("fleet_findings", "findings of all hosts by rule group and outcome");
        foreach (
            var group in counted
                .GroupBy(each => (each.Key.Group, each.Key.Outcome))
                .OrderBy(each => each.Key)
        )
        {
            text.Add(
                group.Sum(each => each.Count),
                ("group", group.Key.Group),
                ("outcome", group.Key.Outcome)
            );
        }

        text.Gauge(
            "fleet_host_findings",
            "findings of a host by rule group and outcome; unknown for a host without word"
        );
        foreach (
            var (key, count) in counted
                .Where(each => shown.ContainsKey(each.Key.HostId))
                .OrderBy(each => shown[each.Key.HostId].Name, StringComparer.Ordinal)
                .ThenBy(each => each.Key.Group, StringComparer.Ordinal)
                .ThenBy(each => each.Key.Outcome, StringComparer.Ordinal)
        )
        {
            text.Add(
                count,
                ("host", shown[key.HostId].Name),
                ("group", key.Group),
                ("outcome", key.Outcome)
            );
        }
    }

    private static void Regressions(
        FigureText text,
        FleetFigures figures,
        Dictionary<int, HostFigure> shown
    )
    {
        text.Gauge("fleet_regressions_open", "open regressions of all hosts by severity");
        foreach (
            var severity in figures.Regressions.GroupBy(each => each.Severity).OrderBy(g => g.Key)
        )
        {
            text.Add(severity.Sum(each => each.Count), ("severity", Key(severity.Key)));
        }

        text.Gauge("fleet_host_regressions_open", "open regressions of a host by severity");
        foreach (
            var each in figures
                .Regressions.Where(each => shown.ContainsKey(each.HostId))
                .OrderBy(each => shown[each.HostId].Name, StringComparer.Ordinal)
                .ThenBy(each => each.Severity)
        )
        {
            text.Add(
                each.Count,
                ("host", shown[each.HostId].Name),
                ("severity", Key(each.Severity))
            );
        }
    }

    private static void Sweeps(FigureText text, FleetFigures figures)
    {
        text.Gauge("fleet_sweep_results", "results of a profile's newest ended sweep");
        foreach (var sweep in figures.Sweeps)
        {
            var sums = sweep.Sums;
            foreach (
                var (standing, count) in new[]
                {
                    ("pass", sums.Passed),
                    ("warn", sums.Warned),
                    ("fail", sums.Failed),
                    ("unknown", sums.Unknown),
                    ("waived", sums.Waived),
                    ("manual", sums.Manual),
                    ("not_applicable", sums.NotApplicable),
                }
            )
            {
                text.Add(count, ("profile", sweep.Profile), ("outcome", standing));
            }
        }

        text.Gauge("fleet_sweep_hosts", "hosts of a profile's newest ended sweep");
        foreach (var sweep in figures.Sweeps)
        {
            text.Add(sweep.Sums.Hosts, ("profile", sweep.Profile));
        }

        text.Gauge("fleet_sweep_score_ratio", "what passes of what could be judged, 0 to 1");
        foreach (var sweep in figures.Sweeps)
        {
            var judged = sweep.Sums.Passed + sweep.Sums.Warned + sweep.Sums.Failed;
            text.Add(
                judged == 0 ? double.NaN : (double)sweep.Sums.Passed / judged,
                ("profile", sweep.Profile)
            );
        }

        text.Gauge("fleet_sweep_ended_timestamp_seconds", "when a profile's newest sweep ended");
        foreach (var sweep in figures.Sweeps)
        {
            text.Add(sweep.EndedAt.ToUnixTimeMilliseconds() / 1000.0, ("profile", sweep.Profile));
        }
    }

    private static bool IsSilent(LinkState link) =>
        link is not (LinkState.Online or LinkState.Late or LinkState.CatchingUp);

    private static string Key<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
