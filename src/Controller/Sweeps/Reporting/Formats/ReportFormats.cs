using System.Collections.Immutable;
using Fleet.Controller.Sweeps.Reporting.Formats.Html;

namespace Fleet.Controller.Sweeps.Reporting.Formats;

/// <summary>Every form, by name. A new one is its file and a line here.</summary>
public static class ReportFormats
{
    public static ImmutableArray<IReportFormat> All { get; } =
    [
        new HtmlFormat(),
        new JsonFormat(),
        new CsvFormat(),
        new JUnitFormat(),
        new SarifFormat(),
        new MarkdownFormat(),
    ];

    private static readonly Dictionary<string, IReportFormat> ByName = All.ToDictionary(
        format => format.Name,
        StringComparer.Ordinal
    );

    /// <summary>The form of that name; null: there is none.</summary>
    public static IReportFormat? Find(string name) => ByName.GetValueOrDefault(name);
}
