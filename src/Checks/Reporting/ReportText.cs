using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Reporting;

/// <summary>Writes a <see cref="HostReport"/> for people: the answer first, worst first, each with its fix. Pure; text from hosts is escaped here.</summary>
/// <param name="columns">No line is wider. Readable from about 40 on; wide terminals are used up to 110.</param>
/// <param name="ink">Colour or none.</param>
/// <param name="all">False: at most three findings of one rule, and a count of the others.</param>
public sealed class ReportText(int columns, Ink ink, bool all = false)
{
    private const int MostOfOneRule = 3;
    private readonly int _columns = Math.Clamp(columns, 20, 110);

    /// <summary>The report's lines.</summary>
    public IEnumerable<string> Lines(HostReport report)
    {
        var indent = Indent(report);
        return
        [
            .. Header(report),
            .. ProblemLines(report, indent),
            .. FineLines(report, Outcome.Pass),
            .. FineLines(report, Outcome.NotApplicable),
            .. PartialLines(report),
        ];
    }

    private int Indent(HostReport report) =>
        Math.Min(
            2 + report.Checks.Select(check => check.Check.Length).DefaultIfEmpty(0).Max() + 2,
            _columns / 3
        );

    /// <summary>Where the check ran and none of its rules applies, the first says why.</summary>
    private static string WhyNot(CheckReport check) =>
        check.Reason.Length > 0 || check.Findings.IsEmpty
            ? check.Reason
            : check.Findings[0].Summary;

    private IEnumerable<string> Header(HostReport report)
    {
        var title = string.Join(
            " · ",
            report.Title.Where(part => part != "").Select(Printable.Line)
        );
        var counts = string.Join(
            " · ",
            new[]
            {
                $"{report.Checks.Length} {(report.Checks.Length == 1 ? "check" : "checks")}",
                Counted(report, Outcome.Fail, "fail"),
                Counted(report, Outcome.Warn, "warn"),
                Counted(report, Outcome.Unknown, "unknown"),
            }.Where(part => part != "")
        );
        var gap = _columns - Columns.Width(title) - Columns.Width(counts);
        return gap >= 2
            ? [ink.Strong(title) + new string(' ', gap) + counts]
            : [.. Wrap.Prose(title, _columns).Select(ink.Strong), .. Wrap.Prose(counts, _columns)];
    }

    private static string Counted(HostReport report, Outcome outcome, string word) =>
        report.Count(outcome) is > 0 and var count ? $"{count} {word}" : "";

    private IEnumerable<string> ProblemLines(HostReport report, int indent)
    {
        var problems = WorstFirst
            .Sort(report.Findings)
            .Where(f => WorstFirst.Rank(f.Outcome) <= WorstFirst.Rank(Outcome.Unknown));
        return problems
            .GroupBy(f => (f.Outcome, Group: f.Outcome == Outcome.Unknown ? CheckOf(f) : f.Rule))
            .SelectMany(group => GroupLines([.. group], indent));
    }

    private IEnumerable<string> GroupLines(ImmutableArray<Finding> group, int indent)
    {
        var distinct = group.DistinctBy(f => (f.Summary, f.Outcome)).ToImmutableArray();
        var most = all ? int.MaxValue : MostOfOneRule;
        foreach (var finding in distinct.Take(most))
        {
            foreach (var line in FindingLines(finding, indent))
            {
                yield return line;
            }
        }

        if (distinct.Length > most)
        {
            yield return $"{new string(' ', indent)}and {distinct.Length - most} more like this";
        }
    }

    private IEnumerable<string> FindingLines(Finding finding, int indent)
    {
        var id = CheckOf(finding);
        var head = Columns.Pad($"{id}", indent - 2);
        var room = _columns - indent;
        var first = true;
        if (id.Length > indent - 4)
        {
            yield return $"{ink.Mark(finding.Outcome)} {id}";
            first = false;
        }

        foreach (var line in Wrap.Prose(Sentence(finding), room))
        {
            yield return first
                ? $"{ink.Mark(finding.Outcome)} {head}{line}"
                : new string(' ', indent) + line;
            first = false;
        }

        var label = "fix:  ";
        foreach (var remedy in finding.Remedy.Select(Printable.Line))
        {
            foreach (var line in Wrap.Command(remedy, room - 6))
            {
                yield return new string(' ', indent) + ink.Dim(label) + line;
                label = "      ";
            }
        }
    }

    private static string Sentence(Finding finding)
    {
        var said = Printable.Line(finding.Summary);
        return
            finding.Source == ""
            || finding.Summary.Contains(finding.Source, StringComparison.Ordinal)
            ? said
            : $"{said} ({Printable.Line(finding.Source)})";
    }

    private IEnumerable<string> FineLines(HostReport report, Outcome outcome)
    {
        var line = "";
        var width = 0;
        foreach (var check in report.Checks.Where(check => check.Worst == outcome))
        {
            var said =
                outcome == Outcome.NotApplicable ? $"does not apply: {WhyNot(check)}" : check.Brief;
            var text = Printable.Line(said == "" ? check.Check : $"{check.Check} {said}");
            text = text[..Columns.Fit(text, _columns - 2)];
            var takes = 2 + Columns.Width(text);
            if (width > 0 && width + 2 + takes > _columns)
            {
                yield return line;
                (line, width) = ("", 0);
            }

            line += $"{(width > 0 ? "  " : "")}{ink.Mark(outcome)} {text}";
            width += (width > 0 ? 2 : 0) + takes;
        }

        if (width > 0)
        {
            yield return line;
        }
    }

    private IEnumerable<string> PartialLines(HostReport report)
    {
        string[] partial = [.. report.Partial.Select(check => check.Check)];
        if (partial.Length == 0 || report.Advice == "")
        {
            return [];
        }

        var checks = partial.Length == 1 ? "1 check" : $"{partial.Length} checks";
        var text = $"{checks} saw only part: {report.Advice} to judge {string.Join(", ", partial)}";
        return Wrap.Prose(Printable.Line(text), _columns);
    }

    private static string CheckOf(Finding finding) => finding.Rule.Split('/')[0];
}
