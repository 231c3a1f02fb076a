using Fleet.Checks.Reporting;
using Fleet.V1;
using Facts = Fleet.Checks.Facts;
using Judged = Fleet.Checks.Judging;
using Reporting = Fleet.Checks.Reporting;

namespace Fleet.Controller.Cli.Showing;

/// <summary>A host's report from the controller in the shape that agent and controller show alike.</summary>
public static class HostText
{
    public static IEnumerable<string> Lines(
        V1.HostReport report,
        Screen screen,
        string advice = ""
    ) => new ReportText(screen.Width, screen.Ink).Lines(Report(report, screen.Times, advice));

    /// <summary>One check alone, without the host's head line.</summary>
    public static IEnumerable<string> CheckLines(
        CheckState check,
        IEnumerable<Finding> findings,
        Screen screen
    )
    {
        var part = Part(check, findings);
        var report = new Reporting.HostReport { Title = [], Checks = [part] };
        var lines = new ReportText(screen.Width, screen.Ink, all: true).Lines(report).Skip(1);
        return part.Status == Facts.RunStatus.Failed && part.Findings.IsEmpty
            ? [$"{screen.Ink.Mark(part.Worst)} {check.Check}  {Printable.Line(check.Reason)}"]
            : lines;
    }

    private static CheckReport Part(CheckState check, IEnumerable<Finding> findings) =>
        new(
            check.Check,
            (Facts.RunStatus)(int)check.Status,
            check.Reason,
            check.Brief,
            [.. CheckOutcome.FindingsOf(check.Check, findings).Select(Finding)],
            check.Status == RunStatus.Failed
                || check.Gaps.Any(gap => gap.State == CoverageState.Unreadable)
        );

    /// <summary>A report in the terms that agent and controller share.</summary>
    internal static Reporting.HostReport Report(
        V1.HostReport report,
        TimeWords times,
        string advice
    ) =>
        new()
        {
            Title =
            [
                report.Summary.Name,
                $"{Words.Of(report.Summary.Link)} since {times.Since(report.Summary.LinkSince)}",
            ],
            Checks = [.. report.Checks.Select(check => Part(check, report.Findings))],
            Advice = advice,
        };

    public static Judged.Finding Finding(Finding finding) =>
        new()
        {
            Rule = finding.Rule,
            Subject = finding.Subject,
            Outcome = Words.Judged(finding.Outcome),
            Severity = (Judged.Severity)(int)finding.Severity,
            Summary =
                finding.WaivedReason.Length == 0
                    ? finding.Summary
                    : $"{finding.Summary} (waived until {finding.WaivedUntil?.ToDateTimeOffset():yyyy-MM-dd}: {finding.WaivedReason})",
            Remedy = [.. finding.Remedy],
            Keys = [.. finding.Keys],
            Source = finding.Source,
        };
}
