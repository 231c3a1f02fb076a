using System.Diagnostics;
using System.Text.RegularExpressions;
using Fleet.Checks.Judging;
using Fleet.Controller.Api.Health.Figures;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Tests.Api.Health.Figures;

public sealed partial class FleetFigureTextTests
{
    private static readonly DateTimeOffset Ended = DateTimeOffset.FromUnixTimeSeconds(
        1_700_000_000
    );

    [Fact]
    public void Each_host_has_its_link_its_findings_by_group_and_its_open_regressions()
    {
        var text = FleetFigureText.Of(Figures(), mostHosts: 10);

        Assert.Contains("fleet_host_link{host=\"web-1\",state=\"online\"} 1\n", text);
        Assert.Contains(
            "fleet_host_findings{host=\"web-1\",group=\"ssh.config\",outcome=\"fail\"} 2\n",
            text
        );
        Assert.Contains(
            "fleet_host_findings{host=\"web-1\",group=\"ssh.config\",outcome=\"waived\"} 1\n",
            text
        );
        Assert.Contains("fleet_host_regressions_open{host=\"web-1\",severity=\"high\"} 3\n", text);
        Assert.Contains("fleet_findings{group=\"ssh.config\",outcome=\"fail\"} 2\n", text);
        Assert.Contains("fleet_hosts{state=\"offline\"} 1\n", text);
    }

    [Fact]
    public void What_was_known_of_a_silent_host_is_unknown_now()
    {
        var text = FleetFigureText.Of(Figures(), mostHosts: 10);

        Assert.Contains(
            "fleet_host_findings{host=\"web-2\",group=\"ssh.config\",outcome=\"unknown\"} 7\n",
            text
        );
        Assert.DoesNotContain("host=\"web-2\",group=\"ssh.config\",outcome=\"pass\"", text);
    }

    [Fact]
    public void Hosts_beyond_the_limit_are_in_the_sums_alone_and_are_counted()
    {
        var text = FleetFigureText.Of(Figures(), mostHosts: 1);

        Assert.DoesNotContain("web-2", text);
        Assert.Contains("fleet_hosts_not_exported 1\n", text);
        Assert.Contains("fleet_findings{group=\"ssh.config\",outcome=\"unknown\"} 7\n", text);
    }

    [Fact]
    public void The_newest_sweep_of_each_profile_is_told()
    {
        var text = FleetFigureText.Of(Figures(), mostHosts: 1);

        Assert.Contains("fleet_sweep_results{profile=\"stig-ssh\",outcome=\"pass\"} 30\n", text);
        Assert.Contains("fleet_sweep_score_ratio{profile=\"stig-ssh\"} 0.75\n", text);
        Assert.Contains(
            "fleet_sweep_ended_timestamp_seconds{profile=\"stig-ssh\"} 1700000000\n",
            text
        );
    }

    [Theory]
    [InlineData("web-1")]
    [InlineData("a\"b\\c\nd\r\0\u001b{x=\"y\"} 9\n# EVIL")]
    public void Every_line_is_of_the_text_format_and_every_series_is_there_once(string name)
    {
        var text = FleetFigureText.Of(Figures(name), mostHosts: 10);

        var lines = text.Split('\n')[..^1];
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.Distinct(
            lines.Where(line => line[0] != '#').Select(line => line[..line.LastIndexOf(' ')])
        );
    }

    [Fact]
    public async Task Prometheus_own_tool_has_nothing_to_complain_of()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/promtool"),
            "promtool (package prometheus) is not installed"
        );
        var start = new ProcessStartInfo("/usr/bin/promtool", "check metrics")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var promtool = Process.Start(start)!;

        await promtool.StandardInput.WriteAsync(
            FleetFigureText.Of(Figures("we\\b\"\n1"), mostHosts: 10)
        );
        promtool.StandardInput.Close();
        var said =
            await promtool.StandardOutput.ReadToEndAsync()
            + await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();

        Assert.Equal("", said);
        Assert.Equal(0, promtool.ExitCode);
    }

    private static FleetFigures Figures(string name = "web-1") =>
        new(
            [new(1, name, LinkState.Online), new(2, "web-2", LinkState.Offline)],
            [
                new(1, "ssh.config", Outcome.Fail, IsWaived: false, 2),
                new(1, "ssh.config", Outcome.Fail, IsWaived: true, 1),
                new(1, "ssh.paths", Outcome.Pass, IsWaived: false, 5),
                new(2, "ssh.config", Outcome.Pass, IsWaived: false, 6),
                new(2, "ssh.config", Outcome.Fail, IsWaived: false, 1),
            ],
            [new(1, Severity.High, 3)],
            [
                new(
                    "stig-ssh",
                    Ended,
                    new SweepSums
                    {
                        SweepId = 1,
                        Hosts = 2,
                        Waiting = 0,
                        Passed = 30,
                        Warned = 4,
                        Failed = 6,
                        Unknown = 1,
                        Waived = 2,
                        Manual = 3,
                        NotApplicable = 0,
                    }
                ),
            ]
        );

    [GeneratedRegex(
        """^(# HELP [a-z_]+ [^\n]+|# TYPE [a-z_]+ gauge|[a-z_]+(\{[a-z]+="([^"\\\n]|\\["\\n])*"(,[a-z]+="([^"\\\n]|\\["\\n])*")*\})? (NaN|-?[0-9.E+]+))$""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Line();
}
