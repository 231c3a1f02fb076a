using System.Diagnostics;
using System.Text.RegularExpressions;
using Fleet.Controller.Api.Health.Figures;
using Fleet.Controller.History.Queries;

namespace Fleet.Controller.Tests.Api.Health.Figures;

/// <summary>The dashboard and the alerts that we deliver ask for metrics that there are.</summary>
public sealed partial class DashboardTests
{
    [Theory]
    [InlineData("deploy/grafana/fleet.json")]
    [InlineData("deploy/prometheus/alerts.yaml")]
    public void Every_metric_that_is_asked_for_is_exported(string path)
    {
        var exported = FleetFigureText.Of(new FleetFigures([], [], [], []), 1) + "fleet_export_up";

        var asked = Metric()
            .Matches(File.ReadAllText(Path.Combine(Checkout(), path)))
            .Select(match => match.Value)
            .Distinct()
            .ToList();

        Assert.True(asked.Count > 5);
        Assert.All(asked, name => Assert.Matches($@"\b{name}\b", exported));
    }

    [Fact]
    public async Task Prometheus_own_tool_reads_the_alerts()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/promtool"),
            "promtool (package prometheus) is not installed"
        );
        using var promtool = Process.Start(
            new ProcessStartInfo(
                "/usr/bin/promtool",
                ["check", "rules", Path.Combine(Checkout(), "deploy/prometheus/alerts.yaml")]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;

        var said = await promtool.StandardOutput.ReadToEndAsync();
        await promtool.WaitForExitAsync();

        Assert.True(promtool.ExitCode == 0, said);
    }

    private static string Checkout()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Fleet.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    // The alert names of rules are in another case, and the dashboard's own id has dashes.
    [GeneratedRegex(
        @"\bfleet_[a-z_]+\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Metric();
}
