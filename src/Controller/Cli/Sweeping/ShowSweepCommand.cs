using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary><c>fleet sweep show</c>: a sweep's numbers, or its results.</summary>
internal static class ShowSweepCommand
{
    public static Command In(CommandFrame frame)
    {
        var id = SweepId.Argument("ID", "Which sweep, such as S-7");
        var host = HostArgument.Only(frame);
        var control = new Option<string?>("--control")
        {
            Description = "Only results of this control",
            HelpName = "ID",
        };
        var failed = new Option<bool>("--failed")
        {
            Description = "Only results that fail or warn",
        };
        return frame.Asking(
            "show",
            "A sweep: its numbers, worst controls and worst hosts; with a filter, its results with their evidence",
            [
                "fleet sweep show S-7",
                "fleet sweep show S-7 --failed",
                "fleet sweep show S-7 --host web-12",
                "fleet sweep show S-7 --control 5.1.20 --json",
            ],
            [id, host, control, failed],
            async (asked, cancellationToken) =>
            {
                var report = await SweepFetch.ReportAsync(
                    asked.Client,
                    asked.Parsed.GetValue(id),
                    withResults: true,
                    cancellationToken
                );
                var filter = new ResultFilter(
                    asked.Parsed.GetValue(host) ?? "",
                    asked.Parsed.GetValue(control) ?? "",
                    asked.Parsed.GetValue(failed)
                );
                return filter.Problem(report) is { } problem
                    ? asked.Screen.Fail(problem, ExitCode.Usage)
                    : asked.Show(
                        () => SweepReportJson.From(report, [.. report.Results.Where(filter.Takes)]),
                        SweepJson.Default.SweepReportJson,
                        () =>
                            filter.TakesAll
                                ? new SweepText(asked.Screen).Summary(report)
                                : new SweepResultsText(asked.Screen).Lines(
                                    report,
                                    [.. report.Results.Where(filter.Takes)]
                                )
                    );
            }
        );
    }
}

/// <summary>Which results are shown.</summary>
/// <param name="Host">Of this host; empty: of all.</param>
/// <param name="Control">Of this control; empty: of all.</param>
/// <param name="Failed">Those that fail or warn alone.</param>
internal sealed record ResultFilter(string Host, string Control, bool Failed)
{
    public bool TakesAll => Host.Length == 0 && Control.Length == 0 && !Failed;

    public bool Takes(SweptResult result) =>
        (Host.Length == 0 || result.Host == Host)
        && (Control.Length == 0 || result.Control == Control)
        && (!Failed || result.Standing is Standing.Fail or Standing.Warn);

    /// <summary>Why it can take nothing; null: it can.</summary>
    public string? Problem(SweepReport report) =>
        Host.Length > 0 && report.Hosts.All(host => host.Name != Host)
            ? Missing("host", Host, report.Hosts.Select(host => host.Name))
        : Control.Length > 0 && report.Controls.All(control => control.Id != Control)
            ? Missing("control", Control, report.Controls.Select(control => control.Id))
        : null;

    private static string Missing(string what, string name, IEnumerable<string> known) =>
        $"the sweep has no {what} {name}"
        + (
            Checks.Reporting.NearestName.To(name, known) is { } near
                ? $": did you mean {near}?"
                : ""
        );
}
