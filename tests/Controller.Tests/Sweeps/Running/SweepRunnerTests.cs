using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Links;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Sweeps;
using Fleet.Controller.Sweeps.Asking;
using Fleet.Controller.Sweeps.Reporting;
using Fleet.Controller.Tests.History;

namespace Fleet.Controller.Tests.Sweeps.Running;

public sealed class SweepRunnerTests
{
    private static readonly HostAsked Looked = new HostAsked.Looked();

    [Fact]
    public async Task Hosts_that_look_are_judged_and_the_sweep_ends_without_waiting_for_its_deadline()
    {
        await using var rig = await SweepRig.CreateAsync(10);
        rig.Ids.ForEach(id => rig.Hosts.Answers(id, Looked));

        var report = await rig.EndAsync(await rig.BeginAsync());

        SweepRig.HoldsTogether(report);
        Assert.Equal(SweepState.Ended, report.Sweep.State);
        Assert.True(report.Sweep.EndedAt < report.Sweep.Deadline);
        Assert.Equal(new(20, 0, 0, 0, 0, 10, 0), report.Totals.Results);
        Assert.Equal(10, rig.Hosts.Asked.Count);
    }

    [Fact]
    public async Task A_host_that_is_offline_at_the_deadline_is_unknown_on_every_control_and_says_since_when()
    {
        await using var rig = await SweepRig.CreateAsync(2);
        rig.Hosts.Answers(rig.Ids[0], Looked);
        await new LinkStore(rig.Database.Open).SaveAsync(
            rig.Ids[1],
            LinkState.Offline,
            TempDatabase.Start.AddHours(-3),
            CancellationToken.None
        );

        var report = await rig.EndAsync(await rig.BeginAsync(TimeSpan.FromMinutes(1)));

        SweepRig.HoldsTogether(report);
        Assert.True(report.Sweep.EndedAt >= report.Sweep.Deadline);
        var away = report.Hosts.Single(host => host.Name == "web-2");
        Assert.Equal(
            (SweepHostState.Offline, "offline since 2026-03-01 09:00 UTC"),
            (away.State, away.Reason)
        );
        Assert.All(
            report.Results.Where(result => result.Host == "web-2"),
            result => Assert.Equal((Outcome.Unknown, away.Reason), (result.Outcome, result.Summary))
        );
    }

    [Fact]
    public async Task A_host_that_comes_back_before_the_deadline_is_asked()
    {
        await using var rig = await SweepRig.CreateAsync(2);
        rig.Hosts.Answers(rig.Ids[0], Looked);
        var sweep = await rig.BeginAsync();
        await rig.UntilAsync(() => rig.Runner.Find(sweep)!.Progress.Done == 1);

        rig.Hosts.Answers(rig.Ids[1], Looked);
        var report = await rig.EndAsync(sweep);

        SweepRig.HoldsTogether(report);
        Assert.True(report.Sweep.EndedAt < report.Sweep.Deadline);
        Assert.All(report.Hosts, host => Assert.Equal(SweepHostState.Answered, host.State));
    }

    [Fact]
    public async Task A_host_that_is_lost_while_it_looks_is_asked_again()
    {
        await using var rig = await SweepRig.CreateAsync(1);
        var first = rig.Hosts.Holds(rig.Ids[0]);
        var sweep = await rig.BeginAsync();
        await rig.UntilAsync(() => rig.Hosts.Asked.Count == 1);
        rig.Hosts.Answers(rig.Ids[0], Looked);
        first.SetResult(new HostAsked.Lost());

        SweepRig.HoldsTogether(await rig.EndAsync(sweep));
        Assert.Equal(2, rig.Hosts.Asked.Count);
    }

    [Fact]
    public async Task A_host_that_does_not_look_in_time_is_judged_by_what_was_known()
    {
        await using var rig = await SweepRig.CreateAsync(2);
        rig.Hosts.Answers(rig.Ids[0], new HostAsked.TimedOut());
        rig.Hosts.Answers(rig.Ids[1], new HostAsked.Refused("busy"));

        var report = await rig.EndAsync(await rig.BeginAsync());

        SweepRig.HoldsTogether(report);
        Assert.All(report.Hosts, host => Assert.Equal(SweepHostState.TimedOut, host.State));
        Assert.Contains("busy", report.Hosts[1].Reason);
        Assert.Equal(4, report.Totals.Results.Pass);
        // Whoever says no is asked three times.
        Assert.Equal(4, rig.Hosts.Asked.Count);
    }

    [Fact]
    public async Task Stored_facts_alone_are_judged_where_no_host_shall_be_asked()
    {
        await using var rig = await SweepRig.CreateAsync(7);

        var report = await rig.EndAsync(await rig.BeginAsync(isStored: true));

        SweepRig.HoldsTogether(report);
        Assert.Empty(rig.Hosts.Asked);
        Assert.Equal(14, report.Totals.Results.Pass);
    }

    [Fact]
    public async Task A_cancelled_sweep_ends_at_once_with_unknown_for_what_has_no_answer()
    {
        await using var rig = await SweepRig.CreateAsync(3);
        rig.Hosts.Answers(rig.Ids[0], Looked);
        _ = rig.Hosts.Holds(rig.Ids[1]);
        var sweep = await rig.BeginAsync();
        await rig.UntilAsync(() => rig.Runner.Find(sweep)!.Progress is { Done: 1, Asked: 1 });

        Assert.True(await rig.Runner.CancelAsync(sweep, "bob", CancellationToken.None));
        var report = await rig.EndAsync(sweep);

        SweepRig.HoldsTogether(report);
        Assert.Equal(SweepState.Cancelled, report.Sweep.State);
        Assert.True(report.Sweep.EndedAt < report.Sweep.Deadline);
        Assert.Equal(
            [SweepHostState.Answered, SweepHostState.Failed, SweepHostState.Offline],
            report.Hosts.Select(host => host.State)
        );
        Assert.False(await rig.Runner.CancelAsync(sweep, "bob", CancellationToken.None));
    }

    [Fact]
    public async Task A_controller_that_restarts_takes_a_sweep_up_where_it_was()
    {
        await using var rig = await SweepRig.CreateAsync(4);
        rig.Hosts.Answers(rig.Ids[0], Looked);
        rig.Hosts.Answers(rig.Ids[1], Looked);
        _ = rig.Hosts.Holds(rig.Ids[2]);
        var sweep = await rig.BeginAsync();
        await rig.UntilAsync(() => rig.Runner.Find(sweep)!.Progress is { Done: 2, Asked: 1 });

        await rig.RestartAsync();
        rig.Hosts.Answers(rig.Ids[2], Looked);
        rig.Hosts.Answers(rig.Ids[3], Looked);
        var report = await rig.EndAsync(sweep);

        SweepRig.HoldsTogether(report);
        Assert.Equal(8, report.Totals.Results.Pass);
        // Those that had answered were not asked again.
        Assert.Single(rig.Hosts.Asked, id => id == rig.Ids[0]);
    }

    [Fact]
    public async Task A_sweep_that_was_cancelled_stays_cancelled_over_a_restart()
    {
        await using var rig = await SweepRig.CreateAsync(2);
        var sweep = await rig.BeginAsync();
        Assert.True(
            await rig.Store.CancelAsync(sweep, "bob", rig.Time.GetUtcNow(), CancellationToken.None)
        );

        await rig.RestartAsync();
        rig.Ids.ForEach(id => rig.Hosts.Answers(id, Looked));
        var report = await rig.EndAsync(sweep);

        SweepRig.HoldsTogether(report);
        Assert.Equal(SweepState.Cancelled, report.Sweep.State);
        Assert.Empty(rig.Hosts.Asked);
    }

    [Fact]
    public async Task A_rule_that_breaks_on_one_host_keeps_no_other_from_its_outcome()
    {
        await using var rig = await SweepRig.CreateAsync(2);
        var calls = 0;
        rig.Profile = SampleProfile.Of(input =>
            Interlocked.Increment(ref calls) == 1
                ? throw new InvalidOperationException("broken")
                : SampleProfile.Passing.Judge(input)
        );
        rig.Ids.ForEach(id => rig.Hosts.Answers(id, Looked));

        var report = await rig.EndAsync(await rig.BeginAsync());

        SweepRig.HoldsTogether(report);
        var failed = Assert.Single(report.Hosts, host => host.State == SweepHostState.Failed);
        Assert.Equal("judging it failed: broken", failed.Reason);
    }

    [Fact]
    public async Task Waivers_of_the_policy_hold_where_its_selector_matches()
    {
        await using var rig = await SweepRig.CreateAsync(2);
        rig.Profile = SampleProfile.Of(_ => [SampleProfile.Result("1.1", Outcome.Fail)]);
        var selector = new HostSelector("web-2", ImmutableSortedDictionary<string, string>.Empty);
        rig.Policy = FleetPolicy.BuiltIn with
        {
            Version = 9,
            Waivers =
            [
                new(
                    selector,
                    "t.state/decide",
                    "",
                    "agreed",
                    "alice",
                    TempDatabase.Start.AddDays(9),
                    PolicyPlace.BuiltIn
                ),
            ],
        };
        await rig.RestartAsync();

        var report = await rig.EndAsync(await rig.BeginAsync(isStored: true));

        Assert.Equal(9, report.Sweep.PolicyVersion);
        Assert.Equal(
            [("web-1", Standing.Fail), ("web-2", Standing.Waived)],
            report
                .Results.Where(result => result.Control == "1.1")
                .Select(result => (result.Host, result.Standing))
        );
        Assert.Equal(
            "agreed",
            report.Results.Single(result => result.Standing == Standing.Waived).WaivedReason
        );
    }

    [Fact]
    public async Task Hosts_are_selected_once_at_the_begin_and_revoked_ones_are_left_out()
    {
        await using var rig = await SweepRig.CreateAsync(3);
        await rig.Database.Authority.RevokeHostAsync(
            "web-3",
            "stolen",
            "bob",
            TempDatabase.Start,
            CancellationToken.None
        );
        var sweep = await rig.BeginAsync(
            selection: SweepSelection.Fleet with
            {
                Hosts = ["web-*"],
            }
        );
        rig.Hosts.Answers(await rig.Database.AddHostAsync("web-4"), Looked);
        rig.Ids.ForEach(id => rig.Hosts.Answers(id, Looked));

        var report = await rig.EndAsync(sweep);

        Assert.Equal(["web-1", "web-2"], report.Hosts.Select(host => host.Name));
        Assert.Equal("host web-*", report.Sweep.Selection);
    }
}
