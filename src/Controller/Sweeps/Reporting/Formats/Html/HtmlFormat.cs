using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats.Html;

/// <summary>
/// One page with everything in it: nothing is loaded from anywhere, nothing runs (its own Content-Security-Policy forbids both), and it prints. The numbers stand in
/// <c>data-</c> attributes too.
/// </summary>
public sealed class HtmlFormat : IReportFormat
{
    public string Name => "html";

    public string Purpose => "one page for people, with charts; prints";

    public void Write(SweepReport report, Stream output)
    {
        using var html = new StreamWriter(output, ReportWords.Utf8, leaveOpen: true);
        html.NewLine = "\n";
        html.Write(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"/>"
                + $"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/><title>{HtmlText.Of($"Sweep {report.Sweep.Id}: {report.Sweep.ProfileTitle}")}</title><style>\n"
        );
        html.Write(HtmlStyle.Text);
        html.Write("\n</style></head><body>\n");
        HtmlHead.Write(html, report);
        html.Write("<main>\n");
        HtmlControls.Write(html, report);
        HtmlWaivers.Write(html, report);
        HtmlHosts.Write(html, report);
        html.Write("</main></body></html>\n");
    }
}
