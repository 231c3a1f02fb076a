using System.Collections.Immutable;
using System.Text;
using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>Charts as inline SVG. Each has a name and a description in words; the numbers stand in a table beside it.</summary>
internal static class HtmlCharts
{
    private const double Radius = 40;
    private const double Round = 2 * Math.PI * Radius;

    /// <summary>Results by standing, with the score in the middle.</summary>
    public static string Donut(StandingCounts counts)
    {
        var words = string.Join(
            ", ",
            ReportWords.Standings.Select(each =>
                $"{ReportWords.Number(counts[each])} {ReportWords.Of(each)}"
            )
        );
        var svg = new StringBuilder(
            $"<svg class=\"donut\" viewBox=\"0 0 100 100\" role=\"img\" aria-label=\"Results by outcome: {words}\">"
        );
        var from = 0.0;
        foreach (var standing in ReportWords.Standings.Where(each => counts[each] > 0))
        {
            var part = (double)counts[standing] / counts.Total * Round;
            svg.Append(
                $"<circle class=\"s-{HtmlCounts.Class(standing)}\" cx=\"50\" cy=\"50\" r=\"{HtmlText.Of(Radius)}\" fill=\"none\" stroke-width=\"16\" "
                    + $"stroke-dasharray=\"{HtmlText.Of(part)} {HtmlText.Of(Round - part)}\" stroke-dashoffset=\"{HtmlText.Of(-from)}\" transform=\"rotate(-90 50 50)\"/>"
            );
            from += part;
        }

        return svg.Append(
                $"<text x=\"50\" y=\"49\" text-anchor=\"middle\" class=\"big\">{ReportWords.Percent(counts.Score)}</text>"
                    + "<text x=\"50\" y=\"60\" text-anchor=\"middle\" class=\"tiny\">of what was judged</text></svg>"
            )
            .ToString();
    }

    /// <summary>The score of each sweep, from 0 to 100 %; nothing where there are fewer than two.</summary>
    public static string Trend(ImmutableArray<TrendPoint> trend)
    {
        var points = trend
            .Where(point => point.Results.Score is not null)
            .Select((point, at) => (Point: point, Score: point.Results.Score!.Value, At: at))
            .ToList();
        if (points.Count < 2)
        {
            return "";
        }

        var (first, last) = (points[0], points[^1]);
        var label =
            $"Score of {points.Count} sweeps: from {ReportWords.Percent(first.Score)} on {ReportWords.Day(first.Point.At)} to {ReportWords.Percent(last.Score)} on {ReportWords.Day(last.Point.At)}";
        var svg = new StringBuilder(
            $"<svg class=\"trend\" viewBox=\"0 0 420 130\" role=\"img\" aria-label=\"{label}\">"
        );
        foreach (var percent in new[] { 0L, 50, 100 })
        {
            svg.Append(
                $"<line class=\"grid\" x1=\"36\" x2=\"412\" y1=\"{HtmlText.Of(Y(percent / 100.0))}\" y2=\"{HtmlText.Of(Y(percent / 100.0))}\"/>"
                    + $"<text class=\"small\" x=\"30\" y=\"{HtmlText.Of(Y(percent / 100.0) + 3)}\" text-anchor=\"end\">{HtmlText.Of(percent)} %</text>"
            );
        }

        var line = string.Join(
            ' ',
            points.Select(each =>
                $"{HtmlText.Of(X(each.At, points.Count))},{HtmlText.Of(Y(each.Score))}"
            )
        );
        svg.Append($"<polyline class=\"line\" points=\"{line}\"/>");
        foreach (var each in points)
        {
            svg.Append(
                $"<circle class=\"dot\" cx=\"{HtmlText.Of(X(each.At, points.Count))}\" cy=\"{HtmlText.Of(Y(each.Score))}\" r=\"3\"/>"
            );
        }

        return svg.Append(
                $"<text class=\"small\" x=\"36\" y=\"126\">{ReportWords.Day(first.Point.At)}</text>"
                    + $"<text class=\"small\" x=\"412\" y=\"126\" text-anchor=\"end\">{ReportWords.Day(last.Point.At)}</text></svg>"
            )
            .ToString();
    }

    private static double X(int at, int count) => 40 + (368.0 * at / (count - 1));

    private static double Y(double share) => 110 - (100 * share);
}
