using Fleet.Controller.Cli.Connecting;
using Fleet.Lab;
using Fleet.V1;

namespace Fleet.Bench.Regression;

/// <summary>A controller process and the agent of one lab host, both as an operator would start them.</summary>
internal sealed class BenchFleet : IAsyncDisposable
{
    private static readonly string[] Fleet =
    [
        "/usr/bin/env",
        "dotnet",
        Built("Controller", "fleet.dll"),
    ];
    private static readonly string[] Agent =
    [
        "/usr/bin/env",
        "dotnet",
        Built("Agent", "fleet-agent.dll"),
    ];
    private readonly LabProcess _controller;
    private readonly ControllerClient _client;

    private BenchFleet(LabProcess controller, ControllerClient client) =>
        (_controller, _client) = (controller, client);

    public Operators.OperatorsClient Operators => _client.Operators;

    /// <summary>Starts the controller, joins the host and waits until every check has reported.</summary>
    public static async Task<BenchFleet> StartAsync(Lab.Lab lab, LabHost host)
    {
        var socket = Path.Combine(lab.Folder, "fleet.sock");
        var address = $"{lab.Gateway}:7443";
        var controller = lab.StartProcess([
            .. Fleet,
            "serve",
            "--data",
            Path.Combine(lab.Folder, "controller"),
            "--listen",
            address,
            "--advertise",
            address,
            "--socket",
            socket,
        ]);
        var fleet = new BenchFleet(
            controller,
            new ControllerClient(new ControllerAddress.Local(socket), TimeProvider.System)
        );
        await fleet.JoinAsync(host, await fleet.AnswersAsync());
        return fleet;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _controller.Signal(15);
        await _controller.DisposeAsync();
    }

    private async Task<ControllerStatus> AnswersAsync()
    {
        while (!_controller.HasExited)
        {
            try
            {
                return await Operators.GetStatusAsync(new());
            }
            catch (Grpc.Core.RpcException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException($"the controller ended: {_controller.Output}");
    }

    private async Task JoinAsync(LabHost host, ControllerStatus status)
    {
        var token = await Operators.CreateTokenAsync(new());
        string[] words =
        [
            "join",
            status.AgentAddress,
            "--token",
            token.Secret,
            "--pin",
            status.RootPin,
        ];
        (await host.RunAsync([.. Agent, .. words])).OrThrow($"{host.Name} joins");
        await host.StartUnitAsync("fleet-agent", [.. Agent, "run"], ["Restart=always"]);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await HasReportedAsync(host))
        {
            await Task.Delay(100, limit.Token);
        }
    }

    private async Task<bool> HasReportedAsync(LabHost host)
    {
        var hosts = await Operators.ListHostsAsync(new());
        return hosts.Hosts.Any(each => each.Name == host.Name && each.Link == LinkState.Online)
            && (await Operators.GetHostAsync(new() { Name = host.Name })).Checks.Any(check =>
                check.Check == "ssh.paths"
            );
    }

    /// <summary>A program as the same build left it in its own project: bench/bin/CONFIGURATION/net10.0 is where this one stands.</summary>
    private static string Built(string project, string file)
    {
        var here = AppContext.BaseDirectory.TrimEnd('/').Split('/');
        string[] root = here[..^4];
        return string.Join('/', [.. root, "src", project, .. here[^3..], file]);
    }
}
