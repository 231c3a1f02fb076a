using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Sweeps.Asking;
using Fleet.Controller.Tests.Ingest;
using Fleet.V1;

namespace Fleet.Controller.Tests.Sweeps.Asking;

public sealed class AgentAskerTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_a_host_saw_when_it_was_asked_is_stored_when_it_has_looked()
    {
        await using var rig = await IngestRig.CreateAsync();
        var spool = new FakeSpool("s1", rig.Time);
        var agent = rig.Connect();
        await agent.HelloAsync(spool);
        var asker = new AgentAsker(rig.Sessions);
        await IngestRig.UntilAsync(() => Task.FromResult(asker.Live.Contains(rig.HostId)));

        var asking = asker.AskAsync(rig.HostId, ["t.state"], Within, CancellationToken.None);
        var asked = await agent.NextAsync(ControllerMessage.MessageOneofCase.DiagnosticRequest);
        Assert.Equal(["t.state"], asked.DiagnosticRequest.RunChecks.Checks);
        spool.Snapshot("decided/a=good");
        agent.Send(Ran(asked.DiagnosticRequest.Id));
        Assert.False(asking.IsCompleted);
        agent.Send(spool.From(1));

        Assert.IsType<HostAsked.Looked>(await asking);
        var read = await new SweepInputs(rig.Database.Open).ReadAsync(
            [rig.HostId],
            ["t.state"],
            rig.Time.GetUtcNow(),
            CancellationToken.None
        );
        Assert.Equal("good", read[rig.HostId].Input["t.state"].Read("decided/a").Value);
    }

    [Fact]
    public async Task A_host_without_a_stream_is_lost()
    {
        await using var rig = await IngestRig.CreateAsync();

        Assert.IsType<HostAsked.Lost>(
            await new AgentAsker(rig.Sessions).AskAsync(
                rig.HostId,
                ["t.state"],
                Within,
                CancellationToken.None
            )
        );
    }

    [Fact]
    public async Task A_host_that_is_silent_has_timed_out()
    {
        await using var rig = await IngestRig.CreateAsync();
        var agent = rig.Connect();
        await agent.HelloAsync(new FakeSpool("s1", rig.Time));
        await IngestRig.UntilAsync(() => Task.FromResult(rig.Sessions.Live.Contains(rig.HostId)));

        var asking = new AgentAsker(rig.Sessions).AskAsync(
            rig.HostId,
            ["t.state"],
            Within,
            CancellationToken.None
        );
        await rig.PassTimeUntilAsync(asking);

        Assert.IsType<HostAsked.TimedOut>(await asking);
    }

    private static AgentMessage Ran(string id) =>
        new()
        {
            DiagnosticReply = new()
            {
                Id = id,
                Last = true,
                CheckRan = new()
                {
                    Check = "t.state",
                    Seq = 1,
                    Status = RunStatus.Ran,
                },
            },
        };
}
