using System.Diagnostics;
using System.Text.Json;
using Fleet.Controller.Cli.Connecting;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Bench.Simulated;

/// <summary>A controller process, and a process with thousands of simulated agents that are all connected and have told all they see.</summary>
internal sealed class BigFleet : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleet-bench-");
    private readonly BenchProcess _serve;
    private readonly ControllerClient _client;
    private BenchProcess? _agents;
    private bool _isStopped;

    private BigFleet()
    {
        var socket = Path.Combine(Data, "fleet.sock");
        _serve = BenchProcess.Fleet("serve", "--data", Data, "--listen", "127.0.0.1:0");
        _client = new ControllerClient(new ControllerAddress.Local(socket), TimeProvider.System);
    }

    /// <summary>The controller's data folder.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    public Operators.OperatorsClient Operators => _client.Operators;

    public Sweeps.SweepsClient Sweeps => _client.Sweeps;

    public BenchProcess Controller => _serve;

    public BenchProcess Agents => _agents!;

    /// <summary>From the start of the agents to the last one's first stream.</summary>
    public TimeSpan Joined { get; private set; }

    /// <summary>From the start of the agents until all they saw was stored.</summary>
    public TimeSpan Stored { get; private set; }

    public static async Task<BigFleet> StartAsync(int hosts)
    {
        var fleet = new BigFleet();
        await fleet.JoinAsync(hosts, await fleet.AnswersAsync());
        return fleet;
    }

    /// <summary>Ends the agents, then the controller: what is stored stays until this is disposed.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        if (_agents is not null)
        {
            await _agents.DisposeAsync();
        }

        _client.Dispose();
        await _serve.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<ControllerStatus> AnswersAsync()
    {
        while (true)
        {
            await _serve.RequireAsync();
            try
            {
                return await Operators.GetStatusAsync(new());
            }
            catch (Grpc.Core.RpcException)
            {
                await Task.Delay(Glance);
            }
        }
    }

    private async Task JoinAsync(int hosts, ControllerStatus status)
    {
        var request = new CreateTokenRequest
        {
            Uses = hosts,
            ValidFor = Duration.FromTimeSpan(TimeSpan.FromHours(1)),
        };
        request.Labels.Add("simulated", "true");
        var token = await Operators.CreateTokenAsync(request);
        var began = Stopwatch.GetTimestamp();
        _agents = BenchProcess.Agent(
            "simulate",
            "--controller",
            status.AgentAddress,
            "--pin",
            status.RootPin,
            "--token",
            token.Secret,
            "--agents",
            $"{hosts}",
            "--every",
            "1h",
            "--json",
            "--until-input-ends"
        );
        await UntilAsync(() => Tells("connected") >= hosts, began);
        Joined = Stopwatch.GetElapsedTime(began);
        await UntilAsync(() => Tells("acked") == Tells("records"), began);
        Stored = Stopwatch.GetElapsedTime(began);
    }

    /// <summary>What the agents told last of themselves: asking the controller again and again would slow it down.</summary>
    private long Tells(string what)
    {
        if (!_agents!.LastLine.StartsWith('{'))
        {
            return 0;
        }

        using var told = JsonDocument.Parse(_agents.LastLine);
        return told.RootElement.GetProperty(what).GetInt64();
    }

    private async Task UntilAsync(Func<bool> isSo, long began)
    {
        while (!isSo())
        {
            await _serve.RequireAsync();
            await _agents!.RequireAsync();
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException("the simulated fleet is not there after 10 minutes");
            }

            await Task.Delay(Glance);
        }
    }
}
