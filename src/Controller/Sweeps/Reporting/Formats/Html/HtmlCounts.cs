using System.Text;
using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>Counts as attributes for programs, as cells for people, and as charts beside them.</summary>
internal static class HtmlCounts
{
    /// <summary><c> data-fail="3" data-warn="0" …</c>: the numbers once more, for who reads the page by program.</summary>
    public static string Data(StandingCounts counts) =>
        string.Concat(
            ReportWords.Standings.Select(each =>
                $" data-{Class(each)}=\"{HtmlText.Of(counts[each])}\""
            )
        );

    /// <summary>A style's name.</summary>
    public static string Class(Standing standing) =>
        standing == Standing.NotApplicable ? "na" : ReportWords.Of(standing);

    /// <summary>A cell for each standing; zeros are pale.</summary>
    public static string Cells(StandingCounts counts) =>
        string.Concat(
            ReportWords.Standings.Select(each =>
                counts[each] == 0
                    ? "<td class=\"n z\">0</td>"
                    : $"<td class=\"n\">{ReportWords.Number(counts[each])}</td>"
            )
        );

    public static string Heads { get; } =
        string.Concat(
            ReportWords.Standings.Select(each =>
                $"<th scope=\"col\" class=\"n\">{ReportWords.Of(each)}</th>"
            )
        );

    /// <summary>Shares side by side, worst first; the numbers stand beside it in the same row.</summary>
    public static string Bar(StandingCounts counts)
    {
        const int Width = 200;
        if (counts.Total == 0)
        {
            return "";
        }

        var bar = new StringBuilder(
            $"<svg class=\"bar\" viewBox=\"0 0 {Width} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        );
        var x = 0.0;
        foreach (var standing in ReportWords.Standings.Where(each => counts[each] > 0))
        {
            var width = (double)counts[standing] / counts.Total * Width;
            bar.Append(
                $"<rect class=\"{Class(standing)}\" x=\"{HtmlText.Of(x)}\" width=\"{HtmlText.Of(width)}\" height=\"10\"/>"
            );
            x += width;
        }

        return bar.Append("</svg>").ToString();
    }
}
