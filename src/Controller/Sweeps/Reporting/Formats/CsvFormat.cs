using System.Globalization;
using Fleet.Checks.Reporting;
using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats;

/// <summary>
/// A line a result (RFC 4180: CRLF, quotes doubled, a header). A cell that a spreadsheet would take for a formula begins with <c>'</c> (OWASP, "CSV Injection"); controls and
/// marks that nobody sees are written out.
/// </summary>
public sealed class CsvFormat : IReportFormat
{
    private static readonly string[] Header =
    [
        "sweep",
        "profile",
        "host",
        "labels",
        "host_state",
        "control",
        "title",
        "severity",
        "references",
        "subject",
        "standing",
        "outcome",
        "summary",
        "evidence",
        "remedy",
        "waived_reason",
        "waived_until",
    ];

    public string Name => "csv";

    public string Purpose => "a line a result, for spreadsheets";

    public void Write(SweepReport report, Stream output)
    {
        using var writer = new StreamWriter(output, ReportWords.Utf8, leaveOpen: true);
        writer.NewLine = "\r\n";
        writer.WriteLine(string.Join(',', Header));
        var controls = report.Controls.ToDictionary(each => each.Id, StringComparer.Ordinal);
        var hosts = report.Hosts.ToDictionary(each => each.Name, StringComparer.Ordinal);
        foreach (var result in report.Results)
        {
            var cells = Cells(report.Sweep, hosts[result.Host], controls[result.Control], result);
            writer.WriteLine(string.Join(',', cells.Select(Cell)));
        }
    }

    /// <summary>A cell as it stands in the file.</summary>
    public static string Cell(string text)
    {
        var safe = Printable.Line(text);
        if (IsFormula(text) || IsFormula(safe))
        {
            safe = $"'{safe}";
        }

        return safe.AsSpan().IndexOfAny(",\"\r\n ") >= 0
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }

    /// <summary>The full-width forms count too: some spreadsheets fold them.</summary>
    private static bool IsFormula(string text) =>
        text.TrimStart(' ') is [var first, ..] && "=+-@\t\r\n＝＋－＠".Contains(first);

    private static string[] Cells(
        SweptSweep sweep,
        SweptHost host,
        SweptControl control,
        SweptResult result
    ) =>
        [
            sweep.Id.ToString(CultureInfo.InvariantCulture),
            sweep.Profile,
            host.Name,
            string.Join(' ', host.Labels.Select(label => $"{label.Key}={label.Value}")),
            ReportWords.Of(host.State),
            control.Id,
            control.Title,
            ReportWords.Key(result.Severity),
            string.Join(' ', control.References),
            result.Subject,
            ReportWords.Key(result.Standing),
            Outcomes.Key(result.Outcome),
            result.Summary,
            string.Join("; ", result.Evidence.Select(EvidenceText.Of)),
            string.Join("; ", result.Remedy),
            result.WaivedReason,
            result.WaivedUntil is { } until ? ReportWords.Iso(until) : "",
        ];
}
