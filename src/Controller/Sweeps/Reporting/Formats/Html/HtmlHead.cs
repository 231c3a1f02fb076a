using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>Title, what was swept, the summary in words and numbers.</summary>
internal static class HtmlHead
{
    public static void Write(TextWriter html, SweepReport report)
    {
        var sweep = report.Sweep;
        html.Write("<header><h1>");
        html.Write(HtmlText.Of(sweep.ProfileTitle));
        html.Write("</h1><p class=\"dim\">SSH compliance sweep ");
        html.Write(HtmlText.Of(sweep.Id));
        html.Write("</p><dl class=\"meta\">");
        Entry(html, "Profile", sweep.Profile);
        Entry(html, "Source", sweep.ProfileSource);
        Entry(
            html,
            "Hosts",
            $"{sweep.Selection} ({ReportWords.Count(report.Hosts.Length, "host")})"
        );
        Entry(html, "Began", $"{ReportWords.Minute(sweep.StartedAt)}, by {sweep.By}");
        Entry(
            html,
            "Ended",
            $"{(sweep.EndedAt is { } at ? ReportWords.Minute(at) : "not yet")} ({ReportWords.Of(sweep.State)})"
        );
        Entry(
            html,
            "Evidence",
            sweep.IsStored
                ? "as stored; no host was asked"
                : $"each host was asked, up to {ReportWords.Minute(sweep.Deadline)}"
        );
        Entry(
            html,
            "Policy",
            sweep.PolicyVersion == 0 ? "built in" : $"version {sweep.PolicyVersion}"
        );
        html.Write("</dl></header>\n");
        Summary(html, report);
    }

    private static void Entry(TextWriter html, string name, string value)
    {
        if (value.Length > 0)
        {
            html.Write($"<dt>{name}</dt><dd>{HtmlText.Of(value)}</dd>");
        }
    }

    private static void Summary(TextWriter html, SweepReport report)
    {
        html.Write("<section><h2>Summary</h2>");
        foreach (var sentence in ExecutiveSummary.Sentences(report))
        {
            html.Write($"<p>{HtmlText.Of(sentence)}</p>");
        }

        html.Write("<div class=\"over\">");
        html.Write(HtmlCharts.Donut(report.Totals.Results));
        Totals(html, report.Totals);
        html.Write("</div></section>\n");
        Trend(html, report);
    }

    private static void Totals(TextWriter html, SweepTotals totals)
    {
        html.Write(
            "<table class=\"small\"><caption>Results, and hosts by their worst result</caption>"
        );
        html.Write(
            "<thead><tr><th scope=\"col\">Outcome</th><th scope=\"col\" class=\"n\">Results</th><th scope=\"col\" class=\"n\">Hosts</th></tr></thead><tbody>"
        );
        foreach (var standing in ReportWords.Standings)
        {
            html.Write(
                $"<tr data-standing=\"{HtmlCounts.Class(standing)}\" data-results=\"{HtmlText.Of(totals.Results[standing])}\" data-hosts=\"{HtmlText.Of(totals.Hosts[standing])}\">"
                    + $"<th scope=\"row\"><span class=\"mark {HtmlCounts.Class(standing)}\">{ReportWords.Mark(standing)}</span>{ReportWords.Of(standing)}</th>"
                    + $"<td class=\"n\">{ReportWords.Number(totals.Results[standing])}</td><td class=\"n\">{ReportWords.Number(totals.Hosts[standing])}</td></tr>"
            );
        }

        html.Write("</tbody></table>");
    }

    private static void Trend(TextWriter html, SweepReport report)
    {
        var chart = HtmlCharts.Trend(report.Trend);
        if (chart.Length == 0)
        {
            return;
        }

        html.Write("<section><h2>Trend</h2><div class=\"over\">");
        html.Write(chart);
        html.Write(
            "<table class=\"small\"><caption>Sweeps of the same profile over the same selection</caption><thead><tr><th scope=\"col\" class=\"n\">Sweep</th><th scope=\"col\">Ended</th><th scope=\"col\" class=\"n\">Hosts</th><th scope=\"col\" class=\"n\">Score</th></tr></thead><tbody>"
        );
        foreach (var point in report.Trend)
        {
            html.Write(
                $"<tr><td class=\"n\">{HtmlText.Of(point.Sweep)}</td><td>{ReportWords.Minute(point.At)}</td><td class=\"n\">{ReportWords.Number(point.Hosts)}</td><td class=\"n\">{ReportWords.Percent(point.Results.Score)}</td></tr>"
            );
        }

        html.Write("</tbody></table></div></section>\n");
    }
}
