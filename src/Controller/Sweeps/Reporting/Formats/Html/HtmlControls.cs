using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>Every control in one table, then what is not in order, a fold a control.</summary>
internal static class HtmlControls
{
    public static void Write(TextWriter html, SweepReport report)
    {
        Table(html, report.Totals);
        var results = report.Results.ToLookup(result => result.Control, StringComparer.Ordinal);
        var wrong = report
            .Totals.Controls.Where(each =>
                each.Results.Fail + each.Results.Warn + each.Results.Unknown + each.Results.Waived
                > 0
            )
            .OrderByDescending(each => each.Hosts.Fail)
            .ThenByDescending(each => each.Hosts.Warn)
            .ThenByDescending(each => each.Control.Severity)
            .ToList();
        html.Write("<section><h2>Not in order</h2>");
        if (wrong.Count == 0)
        {
            html.Write("<p>Nothing fails, warns, is unknown or waived.</p>");
        }

        foreach (var control in wrong)
        {
            Fold(html, control, results[control.Control.Id]);
        }

        html.Write("</section>\n");
    }

    private static void Table(TextWriter html, SweepTotals totals)
    {
        html.Write(
            "<section><h2>Controls</h2><table><caption>Results of each control, in the profile's order</caption><thead><tr>"
                + "<th scope=\"col\">Control</th><th scope=\"col\">Title</th><th scope=\"col\">Severity</th>"
        );
        html.Write(HtmlCounts.Heads);
        html.Write("<th scope=\"col\">Shares</th></tr></thead><tbody>\n");
        foreach (var each in totals.Controls)
        {
            html.Write(
                $"<tr data-control=\"{HtmlText.Of(each.Control.Id)}\"{HtmlCounts.Data(each.Results)}><th scope=\"row\">{HtmlText.Of(each.Control.Id)}</th>"
                    + $"<td class=\"t\">{HtmlText.Of(each.Control.Title)}{References(each.Control)}</td><td class=\"w\">{ReportWords.Key(each.Control.Severity)}</td>"
                    + $"{HtmlCounts.Cells(each.Results)}<td>{HtmlCounts.Bar(each.Results)}</td></tr>\n"
            );
        }

        html.Write("</tbody></table></section>\n");
    }

    private static string References(SweptControl control) =>
        control.References.IsEmpty && control.Level.Length == 0
            ? ""
            : $" <span class=\"dim\">{HtmlText.Of(string.Join(" · ", (string[])[.. control.Level.Length > 0 ? [$"level {control.Level}"] : Array.Empty<string>(), .. control.References]))}</span>";

    private static void Fold(
        TextWriter html,
        ControlTotals totals,
        IEnumerable<SweptResult> results
    )
    {
        var hosts = totals.Hosts;
        var worst = ReportWords.Standings.First(each => totals.Results[each] > 0);
        var counts = string.Join(
            ", ",
            ReportWords
                .Standings.Where(each => each >= Standing.Waived && hosts[each] > 0)
                .Select(each => $"{ReportWords.Number(hosts[each])} {ReportWords.Of(each)}")
        );
        html.Write(
            $"<details><summary><span class=\"mark {HtmlCounts.Class(worst)}\">{ReportWords.Mark(worst)}</span><strong>{HtmlText.Of(totals.Control.Id)}</strong> {HtmlText.Of(totals.Control.Title)} "
                + $"<span class=\"dim\">— hosts: {counts}</span></summary>\n"
        );
        HtmlFindings.Write(html, FindingGroup.Of(results));
        html.Write("</details>\n");
    }
}
