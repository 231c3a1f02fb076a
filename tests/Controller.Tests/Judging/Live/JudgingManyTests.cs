using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;

namespace Fleet.Controller.Tests.Judging.Live;

public sealed class JudgingManyTests
{
    private static readonly JudgingRules WithoutRule = new(
        SampleCatalog.Catalog,
        new Policy(
            SampleCatalog.Catalog.Rules.ToImmutableDictionary(
                rule => rule.Declaration.Id,
                _ => new RulePolicy(Off: true, null, ImmutableDictionary<string, string>.Empty)
            )
        )
    );

    private readonly FakeTime _time = new(TempDatabase.Start);
    private JudgingRules _rules = SampleCatalog.Rules;

    [Fact]
    public async Task A_policy_that_changes_reaches_every_host_from_what_is_stored()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var hosts = await HostsAsync(temp, 40);
        _rules = WithoutRule;

        await Actors(temp).JudgeAgainAsync(hosts, CancellationToken.None);

        foreach (var host in await temp.Hosts.LoadManyAsync(hosts, CancellationToken.None))
        {
            Assert.Empty(host.State.Findings);
        }
    }

    [Fact]
    public async Task A_host_of_which_nothing_changes_is_not_written()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var hosts = await HostsAsync(temp, 3);
        var actors = Actors(temp);
        await actors.JudgeAgainAsync(hosts, CancellationToken.None);
        var before = await VersionsAsync(temp, hosts);

        _time.Advance(TimeSpan.FromMinutes(1));
        await actors.JudgeAgainAsync(hosts, CancellationToken.None);

        Assert.Equal(before, await VersionsAsync(temp, hosts));
    }

    [Fact]
    public async Task One_that_no_longer_exists_is_passed_over()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var hosts = await HostsAsync(temp, 2);
        _rules = WithoutRule;

        await Actors(temp).JudgeAgainAsync([.. hosts, 900], CancellationToken.None);

        Assert.All(
            await temp.Hosts.LoadManyAsync(hosts, CancellationToken.None),
            host => Assert.Empty(host.State.Findings)
        );
    }

    [Fact]
    public async Task One_that_another_commit_moved_on_meanwhile_is_loaded_again()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var hosts = await HostsAsync(temp, 2);
        var slow = Actors(temp);
        await slow.JudgeAgainAsync(hosts, CancellationToken.None);
        _rules = WithoutRule;
        await Actors(temp).JudgeAgainAsync(hosts[0], CancellationToken.None);
        _rules = SampleCatalog.Rules;
        await Actors(temp).JudgeAgainAsync(hosts[0], CancellationToken.None);
        _rules = WithoutRule;

        await slow.JudgeAgainAsync(hosts, CancellationToken.None);

        Assert.All(
            await temp.Hosts.LoadManyAsync(hosts, CancellationToken.None),
            host => Assert.Empty(host.State.Findings)
        );
    }

    private HostActors Actors(TempDatabase temp) => new(temp.Hosts, _ => _rules, _time);

    private async Task<int[]> HostsAsync(TempDatabase temp, int count)
    {
        var hosts = new List<int>();
        for (var i = 0; i < count; i++)
        {
            var story = await StoredHostStory.BeginAsync(temp, $"web-{i}", _time);
            await story.SeesAsync("t.state", "decided/a=good");
            hosts.Add(story.HostId);
            Assert.NotEmpty(
                (await temp.Hosts.LoadAsync(story.HostId, CancellationToken.None)).State.Findings
            );
        }

        return [.. hosts];
    }

    private static async Task<long[]> VersionsAsync(TempDatabase temp, int[] hosts) =>
        [
            .. (await temp.Hosts.LoadManyAsync(hosts, CancellationToken.None)).Select(host =>
                host.Version
            ),
        ];
}
