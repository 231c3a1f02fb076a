using System.Globalization;
using Fleet.Checks.Reporting;
using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats;

/// <summary>
/// For tickets and wikis. Whatever a host or a profile's author wrote stands in code, on one line, behind more backticks than are in it (CommonMark 0.31 §6.1; GFM §4.10 for
/// tables): it cannot mention people, draw pictures or end its cell.
/// </summary>
public sealed class MarkdownFormat : IReportFormat
{
    /// <summary>So many hosts of a finding by name; the others are counted, and named in the other forms.</summary>
    private const int MostHosts = 50;

    public string Name => "markdown";

    public string Purpose => "for tickets and wikis";

    public void Write(SweepReport report, Stream output)
    {
        using var writer = new StreamWriter(output, ReportWords.Utf8, leaveOpen: true);
        writer.NewLine = "\n";
        foreach (var line in Lines(report))
        {
            writer.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(SweepReport report) =>
        [
            .. Head(report),
            .. Totals(report.Totals),
            .. Controls(report.Totals),
            .. report.Totals.WorstControls.SelectMany(each => Findings(report, each)),
            .. Waivers(report),
            .. Hosts(report.Totals),
            .. Trend(report),
        ];

    private static IEnumerable<string> Head(SweepReport report)
    {
        var sweep = report.Sweep;
        return
        [
            $"# Sweep {sweep.Id}: {Code(sweep.ProfileTitle)}",
            "",
            $"- Profile: {Code(sweep.Profile)}{(sweep.ProfileSource.Length > 0 ? $" after {Code(sweep.ProfileSource)}" : "")}",
            $"- Hosts: {Code(sweep.Selection)}",
            $"- Began: {ReportWords.Minute(sweep.StartedAt)} by {Code(sweep.By)}",
            $"- Ended: {(sweep.EndedAt is { } ended ? ReportWords.Minute(ended) : "not yet")} ({ReportWords.Of(sweep.State)})",
            $"- Policy version: {Number(sweep.PolicyVersion)}",
            "",
            "## Summary",
            "",
            .. ExecutiveSummary.Sentences(report).Select(sentence => $"- {Prose(sentence)}"),
        ];
    }

    private static IEnumerable<string> Totals(SweepTotals totals) =>
        [
            "",
            "## Totals",
            "",
            "| | results | hosts |",
            "|---|---:|---:|",
            .. ReportWords.Standings.Select(each =>
                $"| {ReportWords.Of(each)} | {Number(totals.Results[each])} | {Number(totals.Hosts[each])} |"
            ),
            $"| all | {Number(totals.Results.Total)} | {Number(totals.Hosts.Total)} |",
            $"| score | {ReportWords.Percent(totals.Results.Score)} | |",
        ];

    private static IEnumerable<string> Controls(SweepTotals totals) =>
        [
            "",
            "## Controls",
            "",
            $"| control | title | severity | {Columns} |",
            $"|---|---|---|{Rule}|",
            .. totals.Controls.Select(each =>
                $"| {Cell(each.Control.Id)} | {Cell(each.Control.Title)} | {ReportWords.Key(each.Control.Severity)} | {Counts(each.Results)} |"
            ),
        ];

    private static IEnumerable<string> Findings(SweepReport report, ControlTotals totals)
    {
        var control = totals.Control;
        var own = report.Results.Where(result => result.Control == control.Id);
        return
        [
            "",
            $"## {Code($"{control.Id} {control.Title}")}",
            "",
            .. control.References.IsEmpty
                ? Array.Empty<string>()
                : [$"References: {string.Join(", ", control.References.Select(Code))}", ""],
            .. FindingGroup.Of(own).SelectMany(Finding),
        ];
    }

    private static IEnumerable<string> Finding(FindingGroup group)
    {
        var subject = group.Subject.Length > 0 ? $" {Code(group.Subject)}" : "";
        yield return $"- **{ReportWords.Of(group.Standing)}**{subject}: {Code(group.Summary)} ({ReportWords.Count(group.Results.Length, "host")})";
        foreach (var remedy in group.Remedy)
        {
            yield return $"  - fix: {Code(remedy)}";
        }

        foreach (var (evidence, hosts) in group.ByEvidence().Take(MostHosts))
        {
            var facts = evidence.IsEmpty
                ? ""
                : $": {string.Join(", ", evidence.Select(fact => Code(EvidenceText.Of(fact))))}";
            var more =
                hosts.Length > MostHosts ? $" and {Number(hosts.Length - MostHosts)} more" : "";
            yield return $"  - {string.Join(" ", hosts.Take(MostHosts).Select(Code))}{more}{facts}";
        }
    }

    private static IEnumerable<string> Waivers(SweepReport report)
    {
        var groups = WaiverGroup.Of(report);
        return groups.IsEmpty
            ? []
            :
            [
                "",
                "## Waivers",
                "",
                "| control | reason | until | hosts |",
                "|---|---|---|---:|",
                .. groups.Select(group =>
                    $"| {Cell(group.Control)} | {Cell(group.Reason)} | {(group.Until is { } until ? ReportWords.Day(until) : "")} | {Number(group.Hosts.Count())} |"
                ),
            ];
    }

    private static IEnumerable<string> Hosts(SweepTotals totals) =>
        [
            "",
            "## Hosts",
            "",
            $"| host | state | {Columns} |",
            $"|---|---|{Rule}|",
            .. totals.PerHost.Select(each =>
                $"| {Cell(each.Host.Name)} | {ReportWords.Of(each.Host.State)}{(each.Host.Reason.Length > 0 ? $": {Cell(each.Host.Reason)}" : "")} | {Counts(each.Results)} |"
            ),
        ];

    private static IEnumerable<string> Trend(SweepReport report) =>
        report.Trend.Length < 2
            ? []
            :
            [
                "",
                "## Trend",
                "",
                "| sweep | ended | hosts | score |",
                "|---:|---|---:|---:|",
                .. report.Trend.Select(point =>
                    $"| {Number(point.Sweep)} | {ReportWords.Minute(point.At)} | {Number(point.Hosts)} | {ReportWords.Percent(point.Results.Score)} |"
                ),
            ];

    private static string Columns { get; } =
        string.Join(" | ", ReportWords.Standings.Select(ReportWords.Of));

    private static string Rule { get; } =
        string.Join('|', ReportWords.Standings.Select(_ => "---:"));

    private static string Counts(StandingCounts counts) =>
        string.Join(" | ", ReportWords.Standings.Select(each => Number(counts[each])));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Code within a table: GFM ends a cell at a <c>|</c> even in code, so it is written out.</summary>
    private static string Cell(string text) =>
        Code(text).Replace("|", @"\x7c", StringComparison.Ordinal);

    /// <summary>Our own sentence, with names in it.</summary>
    private static string Prose(string text) =>
        string.Concat(
            Printable.Line(text).Select(c => @"\`*_[]<>|~&#!".Contains(c) ? $@"\{c}" : $"{c}")
        );

    /// <summary>In code, whatever it is.</summary>
    public static string Code(string text)
    {
        var safe = Printable.Line(text);
        if (safe.Length == 0)
        {
            return "";
        }

        var fence = new string('`', LongestRun(safe) + 1);
        var pad = safe[0] is '`' or ' ' || safe[^1] is '`' or ' ' ? " " : "";
        return $"{fence}{pad}{safe}{pad}{fence}";
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
