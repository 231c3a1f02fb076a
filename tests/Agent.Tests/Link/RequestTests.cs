using System.Net;
using Fleet.Agent.Tests.Fakes;
using Fleet.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Agent.Tests.Link;

/// <summary>What the controller may ask of an agent.</summary>
public sealed class RequestTests : IAsyncDisposable
{
    private readonly FakeController _controller = new(TimeProvider.System);

    public ValueTask DisposeAsync() => _controller.DisposeAsync();

    [Fact]
    public async Task A_resync_brings_a_snapshot_of_what_it_names_at_once()
    {
        await using var agent = await StartAsync();
        agent.Connect();
        await agent.SeesAsync("a");
        await agent.SeesAsync("a", "test.two");
        await UntilStoredAsync(2);
        await TellAsync(
            new ControllerMessage
            {
                Resync = new Resync { Checks = { "test.two" }, Reason = "for a test" },
            }
        );
        await UntilStoredAsync(3);
        Assert.Equal("test.two", _controller.Stored[2].Snapshot.Check);
    }

    [Fact]
    public async Task Checks_asked_for_run_now_and_the_reply_names_their_records()
    {
        await using var agent = await StartAsync();
        agent.Connect();
        await agent.SeesAsync("a");
        await UntilStoredAsync(1);
        await AskAsync("1", "test.one");
        await AskAsync("2");
        await AskAsync("3", "no.such");
        await _controller.UntilAsync(() => _controller.Replies.Count == 4);
        var replies = _controller.Replies.ToLookup(reply => reply.Id);
        var one = Assert.Single(replies["1"]);
        Assert.True(one.Last);
        Assert.Equal("test.one", one.CheckRan.Check);
        await UntilStoredAsync((int)one.CheckRan.Seq);
        Assert.Equal(1, _controller.Stored.Single(r => r.Seq == one.CheckRan.Seq).Unchanged.Count);
        Assert.Equal([false, true], replies["2"].Select(reply => reply.Last));
        Assert.Equal("this agent has no check no.such", Assert.Single(replies["3"]).Refused.Reason);
    }

    [Fact]
    public async Task A_drained_agent_goes_and_comes_back()
    {
        await using var agent = await StartAsync();
        agent.Connect();
        await _controller.UntilAsync(() => _controller.Hellos.Count == 1);
        await TellAsync(
            new ControllerMessage
            {
                Drain = new Drain { Delay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(50)) },
            }
        );
        await _controller.UntilAsync(() => _controller.Hellos.Count == 2);
    }

    [Fact]
    public async Task An_assignment_reaches_the_schedule()
    {
        await using var agent = await StartAsync();
        agent.Connect();
        await TellAsync(
            new ControllerMessage
            {
                Assignment = new Assignment
                {
                    Version = 5,
                    Schedules =
                    {
                        new CheckSchedule
                        {
                            Check = "test.one",
                            Interval = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)),
                        },
                        new CheckSchedule { Check = "test.two", Off = true },
                    },
                },
            }
        );
        await _controller.UntilAsync(() => agent.Assigned.Version == 5);
        Assert.Equal(
            (TimeSpan.FromSeconds(3), true),
            (agent.Assigned.Checks[0].Interval, agent.Assigned.Checks[1].Off)
        );
        await _controller.UntilAsync(() => agent.Kept.Read()?.Version == 5);
    }

    [Fact]
    public async Task Whom_the_controller_assigns_is_whom_the_agent_may_look_at()
    {
        await using var agent = await StartAsync();
        agent.Connect();
        Assert.Null(agent.Reach.Targets);
        await TellAsync(
            new ControllerMessage
            {
                Assignment = new Assignment
                {
                    ReachTargets =
                    {
                        Target("db-3", "10.0.0.9:22", "[fd00::9]:2222"),
                        new ReachTarget
                        {
                            Host = "odd",
                            Endpoints =
                            {
                                new ReachEndpoint
                                {
                                    Address = ByteString.CopyFrom(1, 2, 3),
                                    Port = 22,
                                },
                                new ReachEndpoint
                                {
                                    Address = ByteString.CopyFrom(1, 2, 3, 4),
                                    Port = 70000,
                                },
                            },
                        },
                    },
                },
            }
        );
        await _controller.UntilAsync(() => agent.Reach.Targets is not null);
        var targets = agent.Reach.Targets!.Value;
        Assert.Equal(["db-3", "odd"], targets.Select(target => target.Host));
        Assert.Equal(
            ["10.0.0.9:22", "[fd00::9]:2222"],
            targets[0].EndPoints.Select(each => each.ToString())
        );
        Assert.Empty(targets[1].EndPoints);
    }

    [Fact]
    public async Task A_target_is_looked_at_now_and_each_endpoint_has_its_reply()
    {
        await using var agent = await StartAsync();
        agent.Connect();
        await ProbeAsync("1", Target("db-3", "10.0.0.9:22", "[fd00::9]:2222"));
        await ProbeAsync("2", new ReachTarget { Host = "db-3" });
        agent.Host.Forbidden = "10.0.0.7";
        await ProbeAsync("3", Target("db-4", "10.0.0.7:22"));
        await _controller.UntilAsync(() => _controller.Replies.Count == 4);
        var replies = _controller.Replies.ToLookup(reply => reply.Id);
        Assert.Equal([false, true], replies["1"].Select(reply => reply.Last));
        var first = replies["1"].First().TargetProbed;
        Assert.Equal(
            (ConnectOutcome.Refused, "Connection refused", 22u, true),
            (first.Connect, first.Reason, first.Endpoint.Port, first.IsNew)
        );
        Assert.Contains("between 1 and 16", Assert.Single(replies["2"]).Refused.Reason);
        Assert.Contains("denied by this host's owner", Assert.Single(replies["3"]).Refused.Reason);
    }

    private ValueTask ProbeAsync(string id, ReachTarget target) =>
        TellAsync(
            new ControllerMessage
            {
                DiagnosticRequest = new DiagnosticRequest
                {
                    Id = id,
                    ProbeTarget = new ProbeTarget { Target = target },
                },
            }
        );

    private static ReachTarget Target(string host, params string[] sockets) =>
        new()
        {
            Host = host,
            Endpoints =
            {
                sockets
                    .Select(IPEndPoint.Parse)
                    .Select(socket => new ReachEndpoint
                    {
                        Address = ByteString.CopyFrom(socket.Address.GetAddressBytes()),
                        Port = (uint)socket.Port,
                    }),
            },
        };

    private async Task<AgentUnderTest> StartAsync()
    {
        await _controller.StartAsync();
        return await AgentUnderTest.JoinAsync(_controller, TimeProvider.System);
    }

    private Task UntilStoredAsync(int records) =>
        _controller.UntilAsync(() => _controller.Stored.Count >= records);

    private ValueTask TellAsync(ControllerMessage message) =>
        _controller.ToAgent.Writer.WriteAsync(message);

    private ValueTask AskAsync(string id, params string[] checks) =>
        TellAsync(
            new ControllerMessage
            {
                DiagnosticRequest = new DiagnosticRequest
                {
                    Id = id,
                    RunChecks = new RunChecks { Checks = { checks } },
                },
            }
        );
}
