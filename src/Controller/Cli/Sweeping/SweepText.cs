using System.Globalization;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Reporting;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>A sweep's numbers.</summary>
internal sealed class SweepText(Screen screen)
{
    private const int MostControls = 10;
    private const int MostHosts = 10;
    private const int MostReasons = 5;

    public IEnumerable<string> Summary(SweepReport report)
    {
        var totals = report.Totals;
        return
        [
            .. Head(report.Sweep),
            "",
            $"hosts     {Hosts(report)}",
            $"controls  {Controls(report)}",
            $"results   {Results(totals.Results)}",
            .. Reasons(report),
            .. Worst(report),
            "",
            totals.Results.Fail + totals.Results.Warn > 0
                ? $"fleet sweep show {SweepId.Text(report.Sweep.Id)} --failed names each with its remedy"
                : $"fleet sweep show {SweepId.Text(report.Sweep.Id)} --host NAME shows one host's results",
        ];
    }

    private IEnumerable<string> Head(SweptSweep sweep)
    {
        yield return screen.Ink.Strong(
            Printable.Line($"{SweepId.Text(sweep.Id)}  {sweep.Profile}: {sweep.ProfileTitle}")
        );
        if (sweep.ProfileSource.Length > 0)
        {
            yield return Printable.Line(sweep.ProfileSource);
        }

        var began = screen.Times.Since(sweep.StartedAt.ToTimestamp());
        var end = sweep switch
        {
            { EndedAt: null } =>
                $"running, hosts that are away are asked until {screen.Times.Clock(sweep.Deadline.ToTimestamp())}",
            { State: SweepState.Cancelled, EndedAt: { } at } =>
                $"cancelled after {TimeWords.Span(at - sweep.StartedAt)}",
            { EndedAt: { } at } => $"took {TimeWords.Span(at - sweep.StartedAt)}",
        };
        yield return Printable.Line(
            $"{sweep.Selection} · by {sweep.By} · begun {began}, {end}"
                + (sweep.IsStored ? " · from what was stored" : "")
                + (sweep.PolicyVersion > 0 ? $" · waivers of policy {sweep.PolicyVersion}" : "")
        );
    }

    private static string Hosts(SweepReport report)
    {
        var parts = report
            .Hosts.CountBy(host => host.State)
            .OrderBy(count => count.Key)
            .Select(count => $"{Number(count.Value)} {StateWord(count.Key)}");
        return $"{Number(report.Hosts.Length)}: {string.Join(", ", parts)}";
    }

    private static string Controls(SweepReport report)
    {
        var manual = report.Controls.Count(control => control.IsManual);
        return Number(report.Controls.Length)
            + (manual > 0 ? $", {Number(manual)} of them for a person to judge" : "");
    }

    private string Results(StandingCounts counts)
    {
        List<string> parts =
        [
            $"{screen.Ink.Mark(Outcome.Pass)} {Number(counts.Pass)} pass",
            $"{screen.Ink.Mark(Outcome.Warn)} {Number(counts.Warn)} warn",
            $"{screen.Ink.Mark(Outcome.Fail)} {Number(counts.Fail)} fail",
            $"{screen.Ink.Mark(Outcome.Unknown)} {Number(counts.Unknown)} unknown",
            $"{Number(counts.Waived)} waived",
        ];
        if (counts.Manual > 0)
        {
            parts.Add($"{Number(counts.Manual)} for a person");
        }

        if (counts.NotApplicable > 0)
        {
            parts.Add($"{Number(counts.NotApplicable)} not applicable");
        }

        return $"{string.Join("  ", parts)}  (score {SweepListText.Score(counts)})";
    }

    /// <summary>Why hosts have no answer, or no whole one.</summary>
    private static IEnumerable<string> Reasons(SweepReport report)
    {
        var reasons = report
            .Hosts.Where(host => host.Reason.Length > 0)
            .GroupBy(host => host.Reason, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ToList();
        foreach (var group in reasons.Take(MostReasons))
        {
            var names = string.Join(", ", group.Take(3).Select(host => host.Name));
            var more = group.Count() > 3 ? $" and {group.Count() - 3} more" : "";
            yield return Printable.Line($"          {names}{more}: {group.Key}");
        }

        if (reasons.Count > MostReasons)
        {
            yield return $"          and {reasons.Count - MostReasons} more reasons";
        }
    }

    private IEnumerable<string> Worst(SweepReport report)
    {
        var controls = report.Totals.WorstControls.Take(MostControls).ToList();
        if (controls.Count == 0)
        {
            yield break;
        }

        var table = new Table(["CONTROL", "SEVERITY", "HOSTS", "WAIVED", "TITLE"], flexible: 4);
        foreach (var control in controls)
        {
            table.Add(
                new(control.Control.Id, Outcome.Fail),
                $"{control.Control.Severity}".ToLowerInvariant(),
                Number(control.HostsAgainst),
                Number(control.Hosts.Waived),
                control.Control.Title
            );
        }

        var hosts = new Table(["HOST", "FAIL", "WARN", "UNKNOWN", "WAIVED"], flexible: 0);
        foreach (var host in report.Totals.WorstHosts.Take(MostHosts))
        {
            hosts.Add(
                new(host.Host.Name, Outcome.Fail),
                Number(host.Results.Fail),
                Number(host.Results.Warn),
                Number(host.Results.Unknown),
                Number(host.Results.Waived)
            );
        }

        yield return "";
        foreach (var line in table.Lines(screen.Width, screen.Ink))
        {
            yield return line;
        }

        yield return "";
        foreach (var line in hosts.Lines(screen.Width, screen.Ink))
        {
            yield return line;
        }
    }

    private static string StateWord(SweepHostState state) =>
        state switch
        {
            SweepHostState.TimedOut => "did not look in time",
            _ => state.ToString().ToLowerInvariant(),
        };

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
