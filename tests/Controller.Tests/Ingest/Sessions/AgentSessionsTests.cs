using Fleet.Controller.Ingest;
using Fleet.Controller.Ingest.Sessions;
using Fleet.V1;
using Grpc.Core;
using LinkState = Fleet.Controller.Ingest.LinkState;
using Record = Fleet.V1.Record;

namespace Fleet.Controller.Tests.Ingest.Sessions;

public sealed class AgentSessionsTests
{
    [Fact]
    public async Task A_new_spool_gets_an_epoch_and_its_records_are_acked_once_stored()
    {
        await using var rig = await IngestRig.CreateAsync();
        var spool = new FakeSpool("s1", rig.Time);
        spool.Snapshot("watched/a=1");
        spool.Snapshot("watched/a=2");
        var agent = rig.Connect();
        var welcome = await agent.HelloAsync(spool);
        Assert.Equal((1UL, 1UL), (welcome.SpoolEpoch, welcome.NextSeq));
        agent.Send(spool.From(1));
        await agent.AckedAsync(spool, 2);
        Assert.Equal(["1 → 2"], await ChangesAsync(rig));
    }

    [Fact]
    public async Task Records_sent_again_are_acked_and_change_nothing()
    {
        await using var rig = await IngestRig.CreateAsync();
        var spool = new FakeSpool("s1", rig.Time);
        spool.Snapshot("watched/a=1");
        spool.Snapshot("watched/a=2");
        var twice = spool.From(1);
        var agent = rig.Connect();
        await agent.HelloAsync(spool);
        agent.Send(twice);
        await agent.AckedAsync(spool, 2);
        agent.Send(twice);
        var again = await agent.NextAsync(ControllerMessage.MessageOneofCase.Ack);
        Assert.Equal(2UL, again.Ack.Seq);
        Assert.Single(await ChangesAsync(rig));
    }

    [Fact]
    public async Task A_hole_is_refused_by_name_and_the_next_stream_goes_on_before_it()
    {
        await using var rig = await IngestRig.CreateAsync();
        var spool = new FakeSpool("s1", rig.Time);
        spool.Snapshot("watched/a=1");
        spool.Snapshot("watched/a=2");
        spool.Snapshot("watched/a=3");
        var agent = rig.Connect();
        await agent.HelloAsync(spool);
        agent.Send(spool.From(1, most: 1));
        await agent.AckedAsync(spool, 1);
        agent.Send(spool.From(3));
        var end = await agent.EndAsync();
        Assert.Equal(StatusCode.InvalidArgument, end.StatusCode);
        Assert.Contains("record 2 is missing", end.Detail, StringComparison.Ordinal);

        var next = rig.Connect();
        Assert.Equal(2UL, (await next.HelloAsync(spool)).NextSeq);
    }

    [Fact]
    public async Task After_a_gap_a_delta_is_answered_with_a_resync_of_its_check()
    {
        await using var rig = await IngestRig.CreateAsync();
        var spool = new FakeSpool("s1", rig.Time);
        spool.Snapshot("watched/a=1");
        spool.Add(
            new Record
            {
                Gap = new Gap { FirstSeq = 2, Reason = "overflow" },
            }
        );
        spool.Delta("watched/a=2");
        var agent = rig.Connect();
        await agent.HelloAsync(spool);
        agent.Send(spool.From(1));
        var resync = await agent.NextAsync(ControllerMessage.MessageOneofCase.Resync);
        Assert.Equal(["t.state"], resync.Resync.Checks);
    }

    [Fact]
    public async Task A_newer_stream_of_the_same_spool_ends_the_older()
    {
        await using var rig = await IngestRig.CreateAsync();
        var spool = new FakeSpool("s1", rig.Time);
        var older = rig.Connect();
        await older.HelloAsync(spool);
        var newer = rig.Connect();
        await newer.HelloAsync(spool);
        Assert.Equal(StatusCode.Aborted, (await older.EndAsync()).StatusCode);
        spool.Snapshot("watched/a=1");
        newer.Send(spool.From(1));
        await newer.AckedAsync(spool, 1);
    }

    [Fact]
    public async Task Two_live_spools_of_one_identity_are_quarantined_both()
    {
        await using var rig = await IngestRig.CreateAsync();
        var (one, clone) = (new FakeSpool("s1", rig.Time), new FakeSpool("s2", rig.Time));
        var first = rig.Connect();
        await first.HelloAsync(one);
        var second = rig.Connect();
        await second.HelloAsync(clone);
        await first.EndAsync();

        var back = rig.Connect();
        back.Send(new AgentMessage { Hello = one.Hello() });
        var end = await back.EndAsync();
        Assert.Equal(StatusCode.FailedPrecondition, end.StatusCode);
        Assert.Contains("cloned", end.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.FailedPrecondition, (await second.EndAsync()).StatusCode);
        await IngestRig.UntilAsync(async () =>
            await rig.StoredLinkAsync() == LinkState.Quarantined
        );

        var again = rig.Connect();
        again.Send(new AgentMessage { Hello = clone.Hello() });
        Assert.Equal(StatusCode.FailedPrecondition, (await again.EndAsync()).StatusCode);
    }

    [Fact]
    public async Task A_machine_set_back_to_a_snapshot_starts_a_new_epoch_and_loses_nothing_new()
    {
        await using var rig = await IngestRig.CreateAsync();
        var spool = new FakeSpool("s1", rig.Time);
        for (var i = 0; i < 5; i++)
        {
            spool.Snapshot($"watched/a={i}");
        }

        var agent = rig.Connect();
        await agent.HelloAsync(spool);
        agent.Send(spool.From(1));
        await agent.AckedAsync(spool, 5);

        var older = new FakeSpool("s1", rig.Time) { Epoch = 1 };
        older.Snapshot("watched/a=0");
        var back = rig.Connect();
        var welcome = await back.HelloAsync(older);
        Assert.Equal((2UL, 2UL), (welcome.SpoolEpoch, welcome.NextSeq));
        await back.NextAsync(ControllerMessage.MessageOneofCase.Resync);
        older.Snapshot("watched/a=9");
        back.Send(older.From(2));
        await back.AckedAsync(older, 2);
        Assert.Equal("4 → 9", (await ChangesAsync(rig))[0]);
    }

    [Fact]
    public async Task A_revocation_ends_the_stream_at_once()
    {
        await using var rig = await IngestRig.CreateAsync();
        var agent = rig.Connect();
        var spool = new FakeSpool("s1", rig.Time);
        await agent.HelloAsync(spool);
        spool.Snapshot("watched/a=1");
        agent.Send(spool.From(1));
        await agent.AckedAsync(spool, 1);

        rig.Revocations.Revoke(rig.HostId, rig.Agent.Serial);
        var end = await agent.EndAsync();
        Assert.Equal(StatusCode.Unauthenticated, end.StatusCode);
        Assert.Contains("stolen", end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_word_that_is_no_hello_is_refused()
    {
        await using var rig = await IngestRig.CreateAsync();
        var agent = rig.Connect();
        agent.Send(new AgentMessage { Heartbeat = new Heartbeat() });
        Assert.Equal(StatusCode.InvalidArgument, (await agent.EndAsync()).StatusCode);
    }

    [Fact]
    public async Task Both_ends_say_that_they_are_there_and_a_drain_ends_the_stream()
    {
        await using var rig = await IngestRig.CreateAsync();
        var agent = rig.Connect();
        await agent.HelloAsync(new FakeSpool("s1", rig.Time));
        await rig.PassTimeUntilAsync(agent.NextAsync(ControllerMessage.MessageOneofCase.Heartbeat));

        var drained = rig.Sessions.DrainAsync(CancellationToken.None);
        await agent.NextAsync(ControllerMessage.MessageOneofCase.Drain);
        await rig.PassTimeUntilAsync(drained);
        Assert.Equal(StatusCode.Unavailable, (await agent.EndAsync()).StatusCode);
    }

    [Fact]
    public async Task Checks_run_on_demand_are_answered_once_their_record_is_stored()
    {
        await using var rig = await IngestRig.CreateAsync();
        var spool = new FakeSpool("s1", rig.Time);
        var agent = rig.Connect();
        await agent.HelloAsync(spool);
        await using var answers = rig
            .Sessions.RunChecksAsync(
                rig.HostId,
                ["t.state"],
                TimeSpan.FromSeconds(30),
                CancellationToken.None
            )
            .GetAsyncEnumerator();
        var asking = answers.MoveNextAsync();
        var asked = await agent.NextAsync(ControllerMessage.MessageOneofCase.DiagnosticRequest);
        spool.Snapshot("watched/a=1");
        agent.Send(
            new AgentMessage
            {
                DiagnosticReply = new DiagnosticReply
                {
                    Id = asked.DiagnosticRequest.Id,
                    Last = true,
                    CheckRan = new CheckRan
                    {
                        Check = "t.state",
                        Seq = 1,
                        Status = RunStatus.Ran,
                    },
                },
            }
        );
        Assert.False(asking.IsCompleted);
        agent.Send(spool.From(1));
        Assert.True(await asking);
        Assert.Equal(1UL, Assert.IsType<CheckAnswer.Ran>(answers.Current).Seq);
        Assert.False(await answers.MoveNextAsync());
        var run = await rig.Queries.RunAsync(rig.HostId, "t.state", 1, 1, CancellationToken.None);
        Assert.Empty(run.Changes);
    }

    [Fact]
    public async Task Asking_a_host_without_a_stream_says_so()
    {
        await using var rig = await IngestRig.CreateAsync();
        var answers = rig.Sessions.RunChecksAsync(
            rig.HostId,
            [],
            TimeSpan.FromSeconds(1),
            CancellationToken.None
        );
        Assert.IsType<CheckAnswer.NotConnected>(await answers.SingleAsync());
    }

    private static async Task<List<string>> ChangesAsync(IngestRig rig)
    {
        var history = await rig.Queries.HistoryAsync(
            "web-12",
            "watched/a",
            100,
            CancellationToken.None
        );
        return
        [
            .. history
                .OfType<Fleet.Controller.History.Queries.FactHistory>()
                .Select(entry => $"{entry.Change.Before} → {entry.Change.After}"),
        ];
    }
}
