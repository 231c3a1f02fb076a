using System.Collections.Immutable;
using System.Globalization;
using Fleet.Controller.History.Schema;

namespace Fleet.Controller.Sweeps.Reporting.Telling;

/// <summary>A sweep in a few sentences, for who reads nothing else. The numbers are <see cref="SweepReport.Totals"/>' own.</summary>
internal static class ExecutiveSummary
{
    private const int MostControls = 3;

    /// <summary>Waivers that end within so long are named.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Raw: titles come from profiles.</summary>
    public static ImmutableArray<string> Sentences(SweepReport report) =>
        [.. All(report).Where(sentence => sentence.Length > 0)];

    private static IEnumerable<string> All(SweepReport report) =>
        [
            Unfinished(report.Sweep),
            Hosts(report),
            Results(report.Totals.Results),
            Change(report),
            Worst(report),
            Silent(report),
            Waivers(report),
        ];

    private static string Unfinished(SweptSweep sweep) =>
        sweep.State switch
        {
            SweepState.Running => "The sweep is still running: these numbers are not final.",
            SweepState.Cancelled =>
                "The sweep was cancelled: hosts without an answer by then are unknown.",
            _ => "",
        };

    private static string Hosts(SweepReport report)
    {
        var hosts = report.Totals.Hosts;
        if (hosts.Total == 0)
        {
            return "No host was selected.";
        }

        var good = hosts.Pass + hosts.NotApplicable + hosts.Manual + hosts.Waived;
        var waived = hosts.Waived > 0 ? $" ({ReportWords.Number(hosts.Waived)} by a waiver)" : "";
        return $"Of {ReportWords.Count(hosts.Total, "host")}, {ReportWords.Number(good)} meet every control that could be judged{waived}, "
            + $"{ReportWords.Number(hosts.Fail)} fail at least one, {ReportWords.Number(hosts.Warn)} have warnings only, "
            + $"and of {ReportWords.Number(hosts.Unknown)} something could not be determined.";
    }

    private static string Results(StandingCounts results) =>
        results.Score is { } score
            ? $"{ReportWords.Percent(score)} of what could be judged passes ({ReportWords.Number(results.Pass)} of {ReportWords.Number(results.Pass + results.Warn + results.Fail)} results); "
                + $"{ReportWords.Number(results.Unknown)} are unknown, {ReportWords.Number(results.Waived)} waived, {ReportWords.Number(results.Manual)} for a person to judge, "
                + $"{ReportWords.Number(results.NotApplicable)} not applicable."
            : "Nothing could be judged.";

    private static string Change(SweepReport report)
    {
        var before = report.Trend.LastOrDefault(point => point.Sweep != report.Sweep.Id);
        if (before?.Results.Score is not { } was || report.Totals.Results.Score is not { } now)
        {
            return "";
        }

        var points = Math.Round((now - was) * 100, 1);
        var word =
            points == 0 ? "The same as"
            : points > 0 ? $"{Points(points)} more than"
            : $"{Points(-points)} less than";
        return $"{word} in sweep {before.Sweep} of {ReportWords.Day(before.At)} ({ReportWords.Percent(was)}, {ReportWords.Count(before.Hosts, "host")}).";
    }

    private static string Points(double points) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{points:0.0} {(points == 1 ? "point" : "points")}"
        );

    private static string Worst(SweepReport report)
    {
        var worst = report
            .Totals.WorstControls.Take(MostControls)
            .Select(each =>
                $"{each.Control.Id} {each.Control.Title} ({ReportWords.Count(each.HostsAgainst, "host")})"
            )
            .ToList();
        return worst.Count == 0
            ? "No control fails or warns on any host."
            : $"Not met most often: {string.Join("; ", worst)}.";
    }

    private static string Silent(SweepReport report)
    {
        var silent = report
            .Hosts.Where(host =>
                host.State
                    is SweepHostState.Offline
                        or SweepHostState.TimedOut
                        or SweepHostState.Failed
            )
            .CountBy(host => host.State)
            .OrderBy(state => state.Key)
            .Select(state => $"{ReportWords.Number(state.Value)} {ReportWords.Of(state.Key)}")
            .ToList();
        return silent.Count == 0
            ? ""
            : $"Without an answer of their own: {string.Join(", ", silent)}.";
    }

    private static string Waivers(SweepReport report)
    {
        var groups = WaiverGroup.Of(report);
        if (groups.IsEmpty)
        {
            return "";
        }

        var asOf = report.Sweep.EndedAt ?? report.Sweep.StartedAt;
        var soon = groups.Count(group => group.Until is { } until && until - asOf <= Soon);
        var first = groups.Min(group => group.Until) is { } ends
            ? $"; the first ends on {ReportWords.Day(ends)}"
            : "";
        var ending = soon > 0 ? $", {ReportWords.Number(soon)} within {Soon.Days} days" : "";
        return $"{ReportWords.Count(groups.Length, "waiver")} cover{(groups.Length == 1 ? "s" : "")} {ReportWords.Count(report.Totals.Results.Waived, "result")}{first}{ending}.";
    }
}
