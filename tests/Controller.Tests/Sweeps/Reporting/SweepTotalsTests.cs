using Fleet.Checks.Judging;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Tests.Sweeps.Reporting;

public sealed class SweepTotalsTests
{
    [Fact]
    public void Results_are_counted_once_whichever_way_they_are_added_up()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var report = Reports.Any(seed);
            var totals = report.Totals;

            Assert.Equal(report.Results.Length, totals.Results.Total);
            Assert.Equal(totals.Results, Sum(totals.Controls.Select(control => control.Results)));
            Assert.Equal(totals.Results, Sum(totals.PerHost.Select(host => host.Results)));
            Assert.Equal(report.Hosts.Length, totals.Hosts.Total);
            Assert.All(
                totals.Controls,
                control => Assert.Equal(report.Hosts.Length, control.Hosts.Total)
            );
        }
    }

    [Fact]
    public void What_is_waived_unknown_or_for_a_person_counts_on_neither_side_of_the_score()
    {
        var totals = Reports
            .Of(
                ["web-1"],
                Reports.Result("web-1", "1.1", Outcome.Pass, "a"),
                Reports.Result("web-1", "1.1", Outcome.Pass, "b"),
                Reports.Result("web-1", "1.1", Outcome.Pass, "c"),
                Reports.Result("web-1", "1.1", Outcome.Fail, "d"),
                Reports.Result("web-1", "1.1", Outcome.Fail, "e", isWaived: true),
                Reports.Result("web-1", "1.2", Outcome.Unknown),
                Reports.Result("web-1", "1.3", Outcome.Unknown)
            )
            .Totals;

        Assert.Equal(0.75, totals.Results.Score);
        Assert.Equal(
            new(Pass: 3, Warn: 0, Fail: 1, Unknown: 1, Waived: 1, Manual: 1, NotApplicable: 0),
            totals.Results
        );
        Assert.Equal(1, totals.Hosts.Fail);
    }

    [Fact]
    public void Nothing_determined_has_no_score() =>
        Assert.Null(
            Reports
                .Of(["web-1"], Reports.Result("web-1", "1.1", Outcome.Unknown))
                .Totals.Results.Score
        );

    [Fact]
    public void A_host_without_results_counts_as_unknown_never_as_clean() =>
        Assert.Equal(1, Reports.Of(["web-1"]).Totals.Hosts.Unknown);

    [Fact]
    public void The_worst_control_is_the_one_on_most_hosts()
    {
        var totals = Reports
            .Of(
                ["web-1", "web-2"],
                Reports.Result("web-1", "1.1", Outcome.Fail, "a"),
                Reports.Result("web-1", "1.1", Outcome.Fail, "b"),
                Reports.Result("web-1", "1.1", Outcome.Fail, "c"),
                Reports.Result("web-1", "1.2", Outcome.Warn),
                Reports.Result("web-2", "1.2", Outcome.Fail)
            )
            .Totals;

        Assert.Equal(["1.2", "1.1"], totals.WorstControls.Select(control => control.Control.Id));
        Assert.Equal(["web-1", "web-2"], totals.WorstHosts.Select(host => host.Host.Name));
    }

    private static StandingCounts Sum(IEnumerable<StandingCounts> counts) =>
        counts.Aggregate(StandingCounts.None, (sum, each) => sum + each);
}
