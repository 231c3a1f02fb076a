using Fleet.Checks.Judging;
using Fleet.Controller.Sweeps;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Tests.Sweeps.Running;

namespace Fleet.Controller.Tests.Sweeps.Reporting;

public sealed class SweepReportsTests
{
    [Fact]
    public async Task Sweeps_of_one_profile_and_selection_are_a_trend()
    {
        await using var rig = await SweepRig.CreateAsync(2);
        var first = await rig.EndAsync(await rig.BeginAsync(isStored: true));
        _ = await rig.EndAsync(
            await rig.BeginAsync(
                isStored: true,
                selection: SweepSelection.Fleet with
                {
                    Hosts = ["web-1"],
                }
            )
        );
        rig.Profile = SampleProfile.Of(_ => [SampleProfile.Result("1.1", Outcome.Fail)]);

        var third = await rig.EndAsync(await rig.BeginAsync(isStored: true));

        Assert.Equal([first.Sweep.Id, third.Sweep.Id], third.Trend.Select(point => point.Sweep));
        Assert.Equal(
            [first.Totals.Results, third.Totals.Results],
            third.Trend.Select(point => point.Results)
        );
    }

    [Fact]
    public async Task Whoever_sees_few_hosts_sees_their_results_alone_in_every_number()
    {
        await using var rig = await SweepRig.CreateAsync(3);
        var whole = await rig.EndAsync(await rig.BeginAsync(isStored: true));
        var reports = new SweepReports(rig.Reads);

        var seen = await reports.OfAsync(
            whole.Sweep.Id,
            new HashSet<string> { "web-2" },
            CancellationToken.None
        );
        var nothing = await reports.OfAsync(
            whole.Sweep.Id,
            new HashSet<string> { "db-1" },
            CancellationToken.None
        );

        Assert.Equal(["web-2"], seen!.Hosts.Select(host => host.Name));
        Assert.All(seen.Results, result => Assert.Equal("web-2", result.Host));
        Assert.Equal(seen.Totals.Results, Assert.Single(seen.Trend).Results);
        Assert.Null(nothing);
    }
}
