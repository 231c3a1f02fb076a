using Fleet.Agent.Link;
using Fleet.Agent.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Agent.Tests.Link;

public sealed class ControllerLinkTests : IAsyncDisposable
{
    private readonly FakeController _controller = new(TimeProvider.System);

    public ValueTask DisposeAsync() => _controller.DisposeAsync();

    [Fact]
    public async Task Records_arrive_in_order_and_acked_ones_are_forgotten()
    {
        await using var agent = await StartAsync();
        await agent.SeesAsync("a");
        agent.Connect();
        await agent.SeesAsync("b");
        await agent.SeesAsync("c");
        await UntilStoredAsync(3);
        Assert.Equal([1UL, 2, 3], _controller.Stored.Select(r => r.Seq));
        await _controller.UntilAsync(() => agent.Spool.Size.Records == 0);
        Assert.Equal(7UL, agent.Spool.Epoch);
        var hello = Assert.Single(_controller.Hellos);
        Assert.Equal(
            (agent.Spool.SpoolId, 0UL, 1UL),
            (hello.SpoolId, hello.SpoolEpoch, hello.OldestSeq)
        );
        Assert.Equal(["test.one", "test.two"], hello.Checks.Select(c => c.Check));
    }

    [Fact]
    public async Task No_more_records_than_the_window_are_on_their_way_unacked()
    {
        (_controller.Window, _controller.Acks) = (10, false);
        await using var agent = await StartAsync();
        for (var i = 0; i < 100; i++)
        {
            await agent.SeesAsync($"line {i}");
        }

        agent.Connect();
        await UntilStoredAsync(10);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(10, _controller.Stored.Count);
        await TellAsync(new ControllerMessage { Ack = new Ack { Seq = 4 } });
        await UntilStoredAsync(14);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(14, _controller.Stored.Count);
    }

    [Fact]
    public async Task After_the_controller_dies_the_agent_comes_back_and_nothing_is_missing_or_double()
    {
        await using var agent = await StartAsync();
        agent.Connect();
        await agent.SeesAsync("a");
        await UntilStoredAsync(1);
        await _controller.StopAsync();
        await agent.SeesAsync("b");
        await agent.SeesAsync("c");
        await _controller.StartAsync();
        await agent.SeesAsync("d");
        await UntilStoredAsync(4);
        Assert.Equal([1UL, 2, 3, 4], _controller.Stored.Select(r => r.Seq));
        Assert.True(_controller.Hellos.Count >= 2);
    }

    [Fact]
    public async Task A_controller_that_falls_silent_is_left_after_three_heartbeats()
    {
        _controller.Heartbeat = TimeSpan.FromMilliseconds(100);
        await using var agent = await StartAsync();
        agent.Connect();
        await _controller.UntilAsync(() => _controller.Hellos.Count >= 2);
        Assert.NotEmpty(_controller.Heartbeats);
    }

    [Fact]
    public async Task A_controller_that_knows_more_than_the_spool_gets_a_new_spool()
    {
        await using var agent = await StartAsync();
        await agent.SeesAsync("a");
        var before = agent.Spool.SpoolId;
        _controller.NextSeq = 50;
        agent.Connect();
        await _controller.UntilAsync(() => _controller.Hellos.Count == 1);
        _controller.NextSeq = 1;
        await _controller.UntilAsync(() =>
            _controller.Hellos.Any(hello => hello.SpoolId != before)
        );
        await agent.SeesAsync("a");
        await UntilStoredAsync(1);
        Assert.Equal("test.one", _controller.Stored[0].Snapshot.Check);
    }

    [Fact]
    public async Task A_controller_that_lost_what_it_acked_is_told_of_the_gap_and_gets_snapshots()
    {
        await using var agent = await StartAsync();
        agent.Connect();
        await agent.SeesAsync("a");
        await agent.SeesAsync("b");
        await _controller.UntilAsync(() =>
            agent.Spool.Size.Records == 0 && agent.Spool.NewestSeq == 2
        );
        await _controller.StopAsync();
        _controller.Stored.Clear();
        await _controller.StartAsync();
        await UntilStoredAsync(2);
        Assert.Equal((1UL, 2UL), (_controller.Stored[0].Gap.FirstSeq, _controller.Stored[0].Seq));
        Assert.Contains(_controller.Stored.Skip(1), record => record.Snapshot?.Check == "test.one");
    }

    [Fact]
    public async Task A_revoked_agent_says_so_plainly_and_comes_back_when_it_is_honoured_again()
    {
        var time = new FakeTime();
        await using var controller = new FakeController(time);
        await controller.StartAsync();
        await using var agent = await AgentUnderTest.JoinAsync(controller, time);
        controller.Revoked = true;
        agent.Connect();
        await controller.UntilAsync(
            () => agent.State.Why.Contains("revoked"),
            () => time.Advance(TimeSpan.FromSeconds(1))
        );
        Assert.Contains(
            "this host must join again with a new token",
            agent.State.Why,
            StringComparison.Ordinal
        );
        Assert.Empty(controller.Hellos);
        controller.Revoked = false;
        await controller.UntilAsync(
            () => agent.State.IsConnected,
            () => time.Advance(TimeSpan.FromSeconds(1))
        );
    }

    [Fact]
    public async Task Cut_off_for_three_days_it_comes_back_by_itself_and_its_backlog_tells_all_in_order()
    {
        var time = new FakeTime();
        await using var controller = new FakeController(time);
        await controller.StartAsync();
        await using var agent = await AgentUnderTest.JoinAsync(controller, time);
        agent.Connect();
        await agent.SeesAsync("day 0");
        await controller.UntilAsync(() => controller.Stored.Count == 1);
        await controller.StopAsync();
        for (var hour = 1; hour <= 72; hour++)
        {
            time.Advance(TimeSpan.FromHours(1));
            await agent.SeesAsync($"day {hour / 24}");
            await agent.SeesAsync("always", "test.two");
        }

        Assert.True(agent.Renewal.Current.ValidUntil < time.GetUtcNow());
        await controller.StartAsync();
        await controller.UntilAsync(
            () => controller.Stored.Count > 1 && controller.Stored[^1].Seq == agent.Spool.NewestSeq,
            () => time.Advance(TimeSpan.FromSeconds(1))
        );
        Assert.Equal(1, controller.Renewals);
        Assert.Equal(
            Enumerable.Range(1, controller.Stored.Count).Select(i => (ulong)i),
            controller.Stored.Select(r => r.Seq)
        );
        Assert.InRange(controller.Stored.Count, 5, 20);
        Assert.Equal(
            ["day 1", "day 2", "day 3"],
            controller
                .Stored.Where(r => r.Delta is not null)
                .Select(r => r.Delta.Set.Single().Value)
        );
        Assert.Equal(
            [24, 48, 72],
            controller
                .Stored.Where(r => r.Delta is not null)
                .Select(r => (int)TimeSpan.FromMicroseconds(r.BootTimeNs / 1000).TotalHours)
        );
    }

    [Theory]
    [InlineData(0, false, 0.0, 0.0)]
    [InlineData(0, false, 1.0, 1.0)]
    [InlineData(3, false, 0.5, 4.0)]
    [InlineData(6, false, 1.0, 60.0)]
    [InlineData(100_000, false, 0.5, 30.0)]
    [InlineData(0, true, 0.0, 30.0)]
    [InlineData(9, true, 1.0, 60.0)]
    public void Backoff_doubles_up_to_a_minute_with_full_jitter(
        int failures,
        bool refused,
        double share,
        double seconds
    ) => Assert.Equal(seconds, ControllerLink.Backoff(failures, refused, share).TotalSeconds, 3);

    private async Task<AgentUnderTest> StartAsync()
    {
        await _controller.StartAsync();
        return await AgentUnderTest.JoinAsync(_controller, TimeProvider.System);
    }

    private Task UntilStoredAsync(int records) =>
        _controller.UntilAsync(() => _controller.Stored.Count >= records);

    private ValueTask TellAsync(ControllerMessage message) =>
        _controller.ToAgent.Writer.WriteAsync(message);
}
