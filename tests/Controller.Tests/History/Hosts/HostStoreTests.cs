using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Tests.Judging;
using Fleet.Controller.Tests.Judging.Life;

namespace Fleet.Controller.Tests.History.Hosts;

public sealed class HostStoreTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task What_is_stored_is_what_judging_remembers(int seed)
    {
        await using var temp = await TempDatabase.CreateAsync();
        var id = await temp.AddHostAsync("web-12");
        var host = new RandomHost(seed);
        var random = new Random(seed);
        var stored = await temp.Hosts.LoadAsync(id, CancellationToken.None);
        var (state, version) = (stored.State, stored.Version);
        for (var round = 0; round < 25; round++)
        {
            var (next, changes) = Step(state, host, random);
            await temp.Hosts.CommitAsync(new HostCommit(changes, next, version++));
            state = next;
            var loaded = await temp.Hosts.LoadAsync(id, CancellationToken.None);
            Assert.Equal(StateText.Of(state), StateText.Of(loaded.State));
            Assert.Equal(version, loaded.Version);
        }
    }

    [Fact]
    public async Task A_commit_upon_an_older_version_is_refused_whole()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var id = await temp.AddHostAsync("web-12");
        var stored = await temp.Hosts.LoadAsync(id, CancellationToken.None);
        var (next, changes) = Step(stored.State, new RandomHost(1), new Random(1));
        await temp.Hosts.CommitAsync(new HostCommit(changes, next, stored.Version));
        var before = StateText.Of((await temp.Hosts.LoadAsync(id, CancellationToken.None)).State);
        await Assert.ThrowsAsync<StaleHostException>(() =>
            temp.Hosts.CommitAsync(new HostCommit(changes, next, stored.Version))
        );
        var after = StateText.Of((await temp.Hosts.LoadAsync(id, CancellationToken.None)).State);
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_rules_answered_before_makes_no_difference(int seed)
    {
        var start = new HostState
        {
            HostId = 1,
            Name = "web",
            Spool = SpoolPosition.None,
        };
        var (remembering, forgetful) = (start, start);
        var (one, other) = (new RandomHost(seed), new RandomHost(seed));
        var (random, same) = (new Random(seed), new Random(seed));
        for (var round = 0; round < 60; round++)
        {
            (remembering, _) = Step(remembering, one, random);
            (forgetful, _) = Step(forgetful with { Memory = new() }, other, same);
            Assert.Equal(StateText.Of(forgetful), StateText.Of(remembering));
        }
    }

    [Fact]
    public async Task Many_hosts_are_loaded_as_each_by_itself_is_and_those_that_do_not_exist_are_left_out()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var ids = new List<int>();
        for (var seed = 1; seed <= 6; seed++)
        {
            ids.Add(await temp.AddHostAsync($"web-{seed}"));
            await LiveAsync(temp, ids[^1], new RandomHost(seed), new Random(seed));
        }

        int[] wanted = [ids[0], ids[1], ids[3], ids[5], ids[5] + 70];
        var loaded = await temp.Hosts.LoadManyAsync(wanted, CancellationToken.None);

        Assert.Equal(wanted[..^1], loaded.Select(host => host.State.HostId));
        foreach (var host in loaded)
        {
            var alone = await temp.Hosts.LoadAsync(host.State.HostId, CancellationToken.None);
            Assert.Equal(StateText.Of(alone.State), StateText.Of(host.State));
            Assert.Equal(alone with { State = host.State }, host);
        }

        Assert.True(loaded.Select(host => StateText.Of(host.State)).Distinct().Count() == 4);
    }

    private static async Task LiveAsync(TempDatabase temp, int id, RandomHost host, Random random)
    {
        var (state, version) = await temp.Hosts.LoadAsync(id, CancellationToken.None) switch
        {
            var stored => (stored.State, stored.Version),
        };
        for (var round = 0; round < 12; round++)
        {
            var (next, changes) = Step(state, host, random);
            await temp.Hosts.CommitAsync(new HostCommit(changes, next, version++));
            state = next;
        }
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_named()
    {
        await using var temp = await TempDatabase.CreateAsync();
        await Assert.ThrowsAsync<KeyNotFoundException>(() =>
            temp.Hosts.LoadAsync(77, CancellationToken.None)
        );
    }

    private static (HostState State, HostChanges Changes) Step(
        HostState state,
        RandomHost host,
        Random random
    )
    {
        if (random.Next(5) == 0)
        {
            return HostJudging.JudgeAgain(state, Rules(host, random), host.Now);
        }

        var open = state.Regressions.Values.FirstOrDefault(r => r.IsOpen);
        if (open is not null && random.Next(6) == 0)
        {
            return HostJudging.Acknowledge(
                state,
                open.Key,
                SampleCatalog.Rules,
                "alice",
                "looking",
                host.Now
            );
        }

        if (random.Next(12) == 0)
        {
            // Long enough for judging to forget what was resolved.
            host.Pass(TimeSpan.FromDays(8));
            return HostJudging.JudgeAgain(state, SampleCatalog.Rules, host.Now);
        }

        if (open is not null && random.Next(4) == 0)
        {
            DateTimeOffset? until = random.Next(2) == 0 ? null : host.Now.AddHours(1);
            return HostJudging.Accept(
                state,
                open.Key,
                SampleCatalog.Rules,
                "bob",
                "planned",
                until,
                host.Now
            );
        }

        var arrivals = host.Next(random.Next(1, 8));
        return HostJudging.Apply(state, arrivals, Rules(host, random), host.Now);
    }

    private static JudgingRules Rules(RandomHost host, Random random) =>
        random.Next(3) switch
        {
            0 => Said.With(Said.Waiver("**", host.Now.AddMinutes(random.Next(1, 60)))),
            1 => Said.With(Said.Silence("", host.Now, host.Now.AddMinutes(random.Next(1, 60)))),
            _ => SampleCatalog.Rules,
        };
}
