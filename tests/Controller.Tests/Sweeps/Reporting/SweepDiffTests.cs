using Fleet.Checks.Judging;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Tests.Sweeps.Reporting;

public sealed class SweepDiffTests
{
    [Theory]
    [InlineData(Standing.Pass, Standing.Fail, SweepChange.Worse)]
    [InlineData(Standing.Warn, Standing.Fail, SweepChange.Worse)]
    [InlineData(Standing.Waived, Standing.Fail, SweepChange.Worse)]
    [InlineData(Standing.Unknown, Standing.Warn, SweepChange.Worse)]
    [InlineData(Standing.Fail, Standing.Warn, SweepChange.Better)]
    [InlineData(Standing.Fail, Standing.Pass, SweepChange.Better)]
    [InlineData(Standing.Unknown, Standing.Pass, SweepChange.Better)]
    [InlineData(Standing.Fail, Standing.NotApplicable, SweepChange.Better)]
    [InlineData(Standing.Fail, Standing.Unknown, SweepChange.Undetermined)]
    [InlineData(Standing.Pass, Standing.Unknown, SweepChange.Undetermined)]
    [InlineData(Standing.Fail, Standing.Waived, SweepChange.Other)]
    [InlineData(Standing.Pass, Standing.NotApplicable, SweepChange.Other)]
    [InlineData(Standing.Fail, Standing.Fail, SweepChange.Unspecified)]
    public void A_change_of_standing_has_its_kind(
        Standing before,
        Standing after,
        SweepChange kind
    ) => Assert.Equal(kind, SweepDiff.Between(before, after));

    [Fact]
    public void What_could_not_be_determined_is_never_better()
    {
        foreach (var before in Enum.GetValues<Standing>())
        {
            Assert.NotEqual(SweepChange.Better, SweepDiff.Between(before, Standing.Unknown));
        }
    }

    [Fact]
    public void A_sweep_compared_with_itself_has_no_difference()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var report = Reports.Any(seed);
            var diff = SweepDiff.Of(report, report);

            Assert.Empty(diff.Differences);
            Assert.Equal(report.Results.Length, diff.Same);
        }
    }

    [Fact]
    public void Every_result_of_shared_hosts_is_told_of_once_and_the_other_way_round_as_often()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (one, other) = (Reports.Any(seed), Reports.Any(seed + 1000));
            var there = SweepDiff.Of(one, other);
            var back = SweepDiff.Of(other, one);

            Assert.Equal(there.Same, back.Same);
            Assert.Equal(there.Differences.Length, back.Differences.Length);
            Assert.Equal(there.HostsAppeared, back.HostsLeft);
            var places = there
                .Differences.Select(each => (each.Host, each.Control, each.Subject))
                .ToList();
            Assert.Equal(places.Count, places.Distinct().Count());
            Assert.Equal(Count(there, SweepChange.Appeared), Count(back, SweepChange.Left));
        }
    }

    [Fact]
    public void A_subject_that_is_new_appears_and_a_host_that_is_new_is_named_once()
    {
        var older = Reports.Of(["web-1"], Reports.Result("web-1", "1.1", Outcome.Pass, "alice"));
        var newer = Reports.Of(
            ["web-1", "web-2"],
            Reports.Result("web-1", "1.1", Outcome.Pass, "alice"),
            Reports.Result("web-1", "1.1", Outcome.Fail, "bob"),
            Reports.Result("web-2", "1.1", Outcome.Fail, "bob")
        );

        var diff = SweepDiff.Of(older, newer);

        var one = Assert.Single(diff.Differences);
        Assert.Equal((SweepChange.Appeared, "web-1", "bob"), (one.Change, one.Host, one.Subject));
        Assert.Equal(["web-2"], diff.HostsAppeared);
        Assert.Equal(1, diff.Same);
    }

    private static int Count(SweepDiff diff, SweepChange change) =>
        diff.Differences.Count(each => each.Change == change);
}
