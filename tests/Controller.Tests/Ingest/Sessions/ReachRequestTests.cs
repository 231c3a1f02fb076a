using System.Net;
using Fleet.Controller.Ingest.Sessions;
using Fleet.V1;
using Google.Protobuf;
using Target = Fleet.Checks.Probe.ReachTarget;

namespace Fleet.Controller.Tests.Ingest.Sessions;

public sealed class ReachRequestTests
{
    private static readonly Target Db = new(
        "db-3",
        [IPEndPoint.Parse("10.0.0.9:22"), IPEndPoint.Parse("[fd00::9]:22")],
        TimeSpan.Zero,
        TimeSpan.Zero
    );

    [Fact]
    public async Task A_host_that_is_asked_to_look_answers_for_each_endpoint()
    {
        await using var rig = await IngestRig.CreateAsync();
        var agent = await ConnectAsync(rig);
        var asking = LookAsync(rig);
        var asked = (
            await agent.NextAsync(ControllerMessage.MessageOneofCase.DiagnosticRequest)
        ).DiagnosticRequest;
        Assert.Equal("db-3", asked.ProbeTarget.Target.Host);
        foreach (var endPoint in asked.ProbeTarget.Target.Endpoints)
        {
            Reply(
                agent,
                new DiagnosticReply
                {
                    Id = asked.Id,
                    Last = endPoint.Address.Length == 16,
                    TargetProbed = new TargetProbed
                    {
                        Endpoint = endPoint,
                        Connect = ConnectOutcome.TimedOut,
                        Reason = "no answer within 5 s",
                    },
                }
            );
        }

        var answers = await asking;
        Assert.Equal(
            ["10.0.0.9:22", "[fd00::9]:22"],
            answers.Cast<ProbeAnswer.Probed>().Select(answer => answer.EndPoint.ToString())
        );
        Assert.All(
            answers.Cast<ProbeAnswer.Probed>(),
            answer => Assert.Equal(Fleet.Checks.Probe.ConnectOutcome.TimedOut, answer.Connect)
        );
    }

    [Fact]
    public async Task A_refusal_a_strange_answer_and_silence_are_answers_too()
    {
        await using var rig = await IngestRig.CreateAsync();
        Assert.IsType<ProbeAnswer.NotConnected>(Assert.Single(await LookAsync(rig)));
        var agent = await ConnectAsync(rig);

        var refused = LookAsync(rig);
        var id = (await agent.NextAsync(ControllerMessage.MessageOneofCase.DiagnosticRequest))
            .DiagnosticRequest
            .Id;
        Reply(
            agent,
            new DiagnosticReply
            {
                Id = id,
                Last = true,
                Refused = new DiagnosticRefused { Reason = "denied" },
            }
        );
        Assert.Equal(new ProbeAnswer.Refused("denied"), Assert.Single(await refused));

        var strange = LookAsync(rig);
        id = (await agent.NextAsync(ControllerMessage.MessageOneofCase.DiagnosticRequest))
            .DiagnosticRequest
            .Id;
        Reply(
            agent,
            new DiagnosticReply
            {
                Id = id,
                Last = true,
                TargetProbed = new TargetProbed
                {
                    Endpoint = new ReachEndpoint { Address = ByteString.CopyFrom(1), Port = 1 },
                },
            }
        );
        Assert.IsType<ProbeAnswer.Refused>(Assert.Single(await strange));

        var silent = LookAsync(rig);
        await rig.PassTimeUntilAsync(silent);
        Assert.IsType<ProbeAnswer.TimedOut>(Assert.Single(await silent));
    }

    [Fact]
    public async Task An_assignment_is_sent_once_a_stream()
    {
        await using var rig = await IngestRig.CreateAsync();
        var agent = await ConnectAsync(rig);
        foreach (var host in (string[])["db-3", "db-3", "db-4"])
        {
            await rig.Sessions.AssignAsync(
                rig.HostId,
                new Assignment { ReachTargets = { new ReachTarget { Host = host } } },
                CancellationToken.None
            );
        }

        var first = await agent.NextAsync(ControllerMessage.MessageOneofCase.Assignment);
        var second = await agent.NextAsync(ControllerMessage.MessageOneofCase.Assignment);
        Assert.Equal("db-3", first.Assignment.ReachTargets[0].Host);
        Assert.Equal("db-4", second.Assignment.ReachTargets[0].Host);
    }

    /// <summary>The welcome goes out a moment before the stream is listed.</summary>
    private static async Task<FakeAgent> ConnectAsync(IngestRig rig)
    {
        var agent = rig.Connect();
        await agent.HelloAsync(new FakeSpool("s1", rig.Time));
        await IngestRig.UntilAsync(() => Task.FromResult(rig.Sessions.Live.Contains(rig.HostId)));
        return agent;
    }

    private static async Task<List<ProbeAnswer>> LookAsync(IngestRig rig)
    {
        var answers = new List<ProbeAnswer>();
        await foreach (
            var answer in rig.Sessions.ProbeAsync(
                rig.HostId,
                Db,
                TimeSpan.FromSeconds(30),
                CancellationToken.None
            )
        )
        {
            answers.Add(answer);
        }

        return answers;
    }

    private static void Reply(FakeAgent agent, DiagnosticReply reply) =>
        agent.Send(new AgentMessage { DiagnosticReply = reply });
}
