using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Links;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.Judging;

namespace Fleet.Controller.Tests.History.Queries;

public sealed class FleetQueriesTests
{
    private readonly FakeTime _time = new(TempDatabase.Start);

    [Fact]
    public async Task Hosts_stand_worst_first_and_a_silent_one_is_unknown()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var fine = await BeginAsync(temp, "fine");
        await fine.SeesAsync("t.state", "decided/a=good", "decided/b=good");
        var broken = await BeginAsync(temp, "broken");
        await broken.SeesAsync("t.state", "decided/a=bad", "decided/b=poor", "decided/c=good");
        var silent = await BeginAsync(temp, "silent");
        await silent.SeesAsync("t.state", "decided/a=bad");
        await LinkAsync(temp, silent.HostId, LinkState.Offline);

        var hosts = await new FleetQueries(temp.Open).HostsAsync(
            new Dictionary<string, string>(),
            CancellationToken.None
        );
        Assert.Equal(["broken", "silent", "fine"], hosts.Select(host => host.Name));
        Assert.Equal("decided/a", hosts[0].WorstFinding?.Finding.Subject);
        Assert.Equal(
            (1, 1, 1),
            (
                hosts[0].Counts[Outcome.Fail],
                hosts[0].Counts[Outcome.Warn],
                hosts[0].Counts[Outcome.Pass]
            )
        );
        Assert.Equal((Outcome.Unknown, null), (hosts[1].Worst, hosts[1].WorstFinding));
        Assert.Equal(Outcome.Pass, hosts[2].Worst);
    }

    [Fact]
    public async Task A_fact_is_asked_of_the_whole_fleet_with_who_has_none_and_who_could_not_look()
    {
        await using var temp = await TempDatabase.CreateAsync();
        foreach (var name in new[] { "a", "b" })
        {
            await (await BeginAsync(temp, name)).SeesAsync("t.state", "watched/k=yes");
        }

        await (await BeginAsync(temp, "other")).SeesAsync("t.state", "watched/k=no");
        await (await BeginAsync(temp, "without")).SeesAsync("t.state", "watched/x=1");
        await (await BeginAsync(temp, "denied")).SeesAsync(
            HostStory.Observation(
                "t.state",
                [new Coverage("", CoverageState.Unreadable, "permission denied")],
                []
            )
        );
        await BeginAsync(temp, "new");

        var groups = await new FleetQueries(temp.Open).FactsAsync(
            "watched/k",
            CancellationToken.None
        );
        Assert.Equal(
            [
                "Absent  [without]",
                "Present no [other]",
                "Present yes [a b]",
                "Unknown not observed [new]",
                "Unknown permission denied [denied]",
            ],
            groups
                .Select(group =>
                    $"{group.State} {group.Value}{group.Reason} [{string.Join(' ', group.Hosts)}]"
                )
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_pattern_finds_keys_and_says_who_could_not_look()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await (await BeginAsync(temp, "a")).SeesAsync("t.state", "watched/x=1", "watched/y/z=2");
        await BeginAsync(temp, "new");
        var groups = await new FleetQueries(temp.Open).FactsAsync(
            "watched/*",
            CancellationToken.None
        );
        Assert.Equal(
            [("watched/*", ReadingState.Unknown), ("watched/x", ReadingState.Present)],
            groups.Select(group => (group.Key, group.State))
        );
    }

    [Fact]
    public async Task Consequences_are_attached_to_their_cause()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await BeginAsync(temp, "web");
        await host.SeesAsync("t.cause", "running=yes");
        await host.SeesAsync("t.port", "listen/22=sshd");
        await host.SeesAsync("t.cause", "running=no");
        await host.SeesAsync("t.port");

        var queries = new FleetQueries(temp.Open);
        var top = await queries.RegressionsAsync("", false, false, CancellationToken.None);
        var cause = Assert.Single(top);
        Assert.Equal("t.cause/running", cause.Entry.Key.Rule);
        var all = await queries.RegressionsAsync("web", false, true, CancellationToken.None);
        Assert.True(all.Count > 1);
        Assert.Equal(
            all.Where(each => each.Id != cause.Id).Select(each => each.Id).Order(),
            cause.Consequences
        );
        Assert.All(all, each => Assert.True(each.Id == cause.Id || each.CausedBy == cause.Id));
    }

    [Fact]
    public async Task A_regression_that_comes_again_within_a_week_is_the_same_one()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await BeginAsync(temp, "web");
        foreach (var value in new[] { "good", "bad", "good", "bad" })
        {
            await host.SeesAsync("t.state", $"decided/a={value}");
        }

        var queries = new FleetQueries(temp.Open);
        var all = await queries.RegressionsAsync("web", true, false, CancellationToken.None);
        Assert.Equal(
            (RegressionState.Regressed, 2),
            (all.Single().Entry.State, all[0].Entry.Openings)
        );
        await host.Actors.AcceptAsync(
            host.HostId,
            all[0].Entry.Key,
            "bob",
            "planned",
            null,
            CancellationToken.None
        );
        var accepted = await queries.RegressionAsync(all[0].Id, CancellationToken.None);
        Assert.Equal("bob", accepted!.Entry.AcceptedBy);
    }

    [Fact]
    public async Task History_tells_facts_outcomes_and_link_newest_first()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var host = await BeginAsync(temp, "web");
        await host.SeesAsync("t.state", "decided/a=good");
        await host.SeesAsync("t.state", "decided/a=bad");
        await LinkAsync(temp, host.HostId, LinkState.Offline);
        var told = await new FleetQueries(temp.Open).HistoryAsync(
            "web",
            "",
            100,
            CancellationToken.None
        );
        Assert.Equal(told.OrderByDescending(entry => entry.At), told);
        Assert.Contains(told, entry => entry is FactHistory { Change.After: "bad" });
        Assert.Contains(
            told,
            entry => entry is OutcomeHistory { Before: Outcome.Pass, After: Outcome.Fail }
        );
        Assert.IsType<LinkHistory>(told[0]);
    }

    private async Task<StoredHostStory> BeginAsync(TempDatabase temp, string name)
    {
        var story = await StoredHostStory.BeginAsync(temp, name, _time);
        await LinkAsync(temp, story.HostId, LinkState.Online);
        return story;
    }

    private Task LinkAsync(TempDatabase temp, int host, LinkState state)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return new LinkStore(temp.Open).SaveAsync(
            host,
            state,
            _time.GetUtcNow(),
            CancellationToken.None
        );
    }
}
