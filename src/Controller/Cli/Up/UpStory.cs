using System.Text.Json;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Serving;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Up;

/// <summary>What <c>fleet up</c> tells: text for people, or JSON lines of which the last is a summary.</summary>
internal sealed class UpStory(Screen screen)
{
    public void Ready(DataFolder data, ServeOptions options)
    {
        var first = data.IsNew ? ", first run: new certificate authority" : "";
        Tell(
            "ready",
            $"✓ controller ready at {options.AgentAddress}  (data in {data.Path}{first})"
        );
    }

    public void Joined(string host) => Tell("joined", $"✓ agent joined as {host}");

    public void Report(V1.HostReport report, bool isRoot)
    {
        if (screen.Json)
        {
            return;
        }

        screen.Line();
        screen.Lines(HostText.Lines(report, screen, isRoot ? "" : "run it with sudo"));
        screen.Line();
        screen.Line(
            $"Watching. Change something and look again:  fleet regressions, fleet host {Printable.Line(report.Summary.Name)}      Ctrl-C stops both."
        );
    }

    public void Changed(Regression regression)
    {
        if (screen.Json)
        {
            var isOpen = Words.IsOpen(regression);
            Write(
                new(
                    FleetJson.SchemaVersion,
                    isOpen ? "regressionOpened" : "regressionClosed",
                    screen.Times.Now,
                    Printable.Line(regression.Summary),
                    RegressionJson.From(regression)
                )
            );
            return;
        }

        screen.Lines(RegressionText.One(regression, screen));
    }

    public void Ending()
    {
        if (!screen.Json)
        {
            screen.Talk("stopping");
        }
    }

    /// <summary>The last line with --json.</summary>
    public void Summary(V1.HostReport report)
    {
        if (!screen.Json)
        {
            return;
        }

        var summary = new UpSummaryJson(
            FleetJson.SchemaVersion,
            report.Summary.Name,
            [.. report.Checks.Select(check => Check(check, report))],
            [.. report.Findings.Select(FindingJson.From)],
            [.. report.Regressions.Select(RegressionJson.From)]
        );
        screen.Line(JsonSerializer.Serialize(summary, FleetJson.Default.UpSummaryJson));
    }

    private static UpCheckJson Check(CheckState check, V1.HostReport report) =>
        new(
            check.Check,
            Words.Json(check.Status),
            Words.Json(CheckOutcome.Of(check, report.Findings)),
            check.Reason
        );

    private void Tell(string happened, string text)
    {
        if (screen.Json)
        {
            Write(new(FleetJson.SchemaVersion, happened, screen.Times.Now, text, null));
        }
        else
        {
            screen.Line(text);
        }
    }

    private void Write(UpEventJson line) =>
        screen.Line(JsonSerializer.Serialize(line, FleetJson.Default.UpEventJson));
}
