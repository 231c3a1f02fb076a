using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>Every host, in tables of a hundred: a browser lays out only those that are looked at.</summary>
internal static class HtmlHosts
{
    private const int Chunk = 100;

    public static void Write(TextWriter html, SweepReport report)
    {
        var against = report
            .Results.Where(result => result.Standing is Standing.Fail or Standing.Warn)
            .ToLookup(result => result.Host, result => result.Control, StringComparer.Ordinal);
        html.Write("<section><h2>Hosts</h2></section>\n");
        foreach (var hosts in report.Totals.PerHost.Chunk(Chunk))
        {
            html.Write(
                $"<section class=\"part\"><table class=\"fix\"><caption>{HtmlText.Of(hosts[0].Host.Name)} to {HtmlText.Of(hosts[^1].Host.Name)}</caption><thead><tr><th scope=\"col\">Host</th>"
            );
            html.Write(HtmlCounts.Heads);
            html.Write("<th scope=\"col\">Not met</th></tr></thead><tbody>\n");
            foreach (var host in hosts)
            {
                Row(html, host, against[host.Host.Name]);
            }

            html.Write("</tbody></table></section>\n");
        }
    }

    private static void Row(TextWriter html, HostTotals totals, IEnumerable<string> against)
    {
        var host = totals.Host;
        html.Write(
            $"<tr data-host=\"{HtmlText.Of(host.Name)}\"{HtmlCounts.Data(totals.Results)}><th scope=\"row\">{HtmlText.Of(host.Name)}<br/><span class=\"dim\">{HtmlText.Of(Under(host))}</span></th>"
        );
        html.Write(HtmlCounts.Cells(totals.Results));
        html.Write(
            $"<td>{HtmlText.Of(string.Join(", ", against.Distinct(StringComparer.Ordinal)))}</td></tr>\n"
        );
    }

    private static string Under(SweptHost host) =>
        string.Join(
            " · ",
            new[]
            {
                ReportWords.Of(host.State),
                host.Reason,
                string.Join(' ', host.Labels.Select(label => $"{label.Key}={label.Value}")),
            }.Where(part => part.Length > 0)
        );
}
