using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>What is accepted, why and until when; what ends first in front.</summary>
internal static class HtmlWaivers
{
    public static void Write(TextWriter html, SweepReport report)
    {
        var groups = WaiverGroup.Of(report);
        html.Write("<section><h2>Waivers</h2>");
        if (groups.IsEmpty)
        {
            html.Write("<p>No result is waived.</p></section>\n");
            return;
        }

        html.Write(
            "<table><caption>Accepted by the policy: these results count neither for nor against</caption><thead><tr><th scope=\"col\">Control</th><th scope=\"col\">Reason</th>"
                + "<th scope=\"col\">Until</th><th scope=\"col\">Hosts</th></tr></thead><tbody>\n"
        );
        foreach (var group in groups)
        {
            html.Write(
                $"<tr data-waived=\"{HtmlText.Of(group.Results.Length)}\"><th scope=\"row\">{HtmlText.Of(group.Control)}</th><td>{HtmlText.Of(group.Reason)}</td>"
                    + $"<td>{(group.Until is { } until ? ReportWords.Minute(until) : "no end")}</td><td>{HtmlText.Of(string.Join(", ", group.Hosts))}</td></tr>\n"
            );
        }

        html.Write("</tbody></table></section>\n");
    }
}
