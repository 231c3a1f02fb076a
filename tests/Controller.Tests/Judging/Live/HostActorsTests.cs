using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.History;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Tests.Fakes;
using Fleet.Controller.Tests.History;

namespace Fleet.Controller.Tests.Judging.Live;

public sealed class HostActorsTests
{
    private readonly FakeTime _time = new(TempDatabase.Start);

    [Fact]
    public async Task What_a_failed_commit_brought_is_forgotten_and_taken_when_it_comes_again()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var story = await StoredHostStory.BeginAsync(temp, "web", _time);
        await story.SeesAsync("t.state", "decided/a=good");
        await LimitAsync(temp, pages: 1);
        var big = HostStory.Observation(
            "t.state",
            [new Coverage("", CoverageState.Complete)],
            [$"decided/a={new string('x', 1 << 20)}"]
        );
        await Assert.ThrowsAsync<CommitFailedException>(() => story.SeesAsync(big));
        await LimitAsync(temp, pages: 1_000_000);

        var opened = await story.Actors.OpenSpoolAsync(
            story.HostId,
            new SpoolHello("spool-web", 1, 2, 2, "0.1.0", null),
            CancellationToken.None
        );
        var goesOn = Assert.IsType<SpoolOpening.Opened>(opened);
        Assert.Equal(2UL, goesOn.NextSeq);
        await story.Actors.ApplyAsync(
            story.HostId,
            goesOn.Fence,
            ImmutableArray.Create(new Arrival(2, _time.GetUtcNow(), new ArrivedSnapshot(big))),
            _time.GetUtcNow(),
            CancellationToken.None
        );
        var stored = await temp.Hosts.LoadAsync(story.HostId, CancellationToken.None);
        Assert.Equal(3UL, stored.State.Spool.NextSeq);
        Assert.Single(stored.State.Regressions);
    }

    [Fact]
    public async Task A_holder_that_was_taken_over_is_refused()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var story = await StoredHostStory.BeginAsync(temp, "web", _time);
        await story.Actors.OpenSpoolAsync(
            story.HostId,
            new SpoolHello("spool-web", 1, 1, 0, "0.1.0", null),
            CancellationToken.None
        );
        await Assert.ThrowsAsync<FencedException>(() => story.SeesAsync("t.state", "watched/a=1"));
    }

    [Fact]
    public async Task An_acceptance_that_ends_is_judged_again_at_its_time_also_after_a_restart()
    {
        await using var temp = await TempDatabase.CreateAsync();
        var story = await StoredHostStory.BeginAsync(temp, "web", _time);
        await story.SeesAsync("t.state", "watched/a=1");
        await story.SeesAsync("t.state", "watched/a=2");
        await story.Actors.AcceptAsync(
            story.HostId,
            new RegressionKey(RegressionKind.Drift, "", "watched/a"),
            "bob",
            "for now",
            _time.GetUtcNow().AddHours(1),
            CancellationToken.None
        );

        var restarted = new HostActors(temp.Hosts, _ => SampleCatalog.Rules, _time);
        using var stop = new CancellationTokenSource();
        var clock = new JudgeAgainClock(
            restarted,
            temp.Hosts,
            _time,
            (_, failure) => Assert.Fail(failure.ToString())
        ).RunAsync(stop.Token);
        for (var tries = 0; tries < 1000 && !await IsOpenAsync(temp, story.HostId); tries++)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            await Task.Delay(5);
        }

        Assert.True(await IsOpenAsync(temp, story.HostId));
        Assert.True(_time.GetUtcNow() >= TempDatabase.Start.AddHours(1));
        await stop.CancelAsync();
        await clock;
    }

    private static async Task<bool> IsOpenAsync(TempDatabase temp, int hostId)
    {
        var stored = await temp.Hosts.LoadAsync(hostId, CancellationToken.None);
        return stored.State.Regressions.Values.Any(entry => entry.State == RegressionState.Open);
    }

    private static Task<long> LimitAsync(TempDatabase temp, int pages) =>
        temp.Open.Writer.CommitAsync(
            session => session.Scalar<long>($"PRAGMA max_page_count={pages}"),
            CancellationToken.None
        );
}
