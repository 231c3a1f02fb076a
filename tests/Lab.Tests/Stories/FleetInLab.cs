using System.Text.Json;

namespace Fleet.Lab.Tests.Stories;

/// <summary>A real controller in the lab's network, real agents in its hosts, and the CLI that operators use.</summary>
internal sealed class FleetInLab : IAsyncDisposable
{
    /// <summary>The agent's unit on a host that joined.</summary>
    public const string AgentUnit = "fleet-agent";

    /// <summary>The agent's data folder.</summary>
    public const string AgentData = "/var/lib/fleet-agent";

    private const int SigKill = 9;
    private const int SigTerm = 15;
    private readonly Func<string[], Task<CommandResult>> _run;
    private readonly Func<string[], LabProcess> _start;
    private readonly string _data;
    private readonly string _address;
    private LabProcess _controller;

    private FleetInLab(
        Func<string[], Task<CommandResult>> run,
        Func<string[], LabProcess> start,
        string data,
        System.Net.IPAddress address
    )
    {
        (_run, _start, _data, _address) = (run, start, data, $"{address}:7443");
        _controller = Serve();
    }

    /// <summary>What the controller said on its way.</summary>
    public string ControllerLog => _controller.Output;

    private string Socket => Path.Combine(_data, "fleet.sock");

    public static async Task<FleetInLab> StartAsync(Lab lab)
    {
        var fleet = new FleetInLab(
            argv => lab.RunAsync(argv),
            argv => lab.StartProcess(argv),
            Path.Combine(lab.Folder, "controller"),
            lab.Gateway
        );
        await fleet.AnswersAsync();
        return fleet;
    }

    /// <summary>A controller on one of the hosts: its operator sits there, and diagnoses from there.</summary>
    /// <param name="host">Where it runs.</param>
    /// <param name="address">Another address of the host's than its first: what bans the operator's own does not ban the controller.</param>
    public static async Task<FleetInLab> StartOnAsync(
        LabHost host,
        System.Net.IPAddress? address = null
    )
    {
        var fleet = new FleetInLab(
            argv => host.RunAsync(argv),
            argv => host.StartProcess(argv),
            "/var/lib/fleet",
            address ?? host.Address
        );
        await fleet.AnswersAsync();
        return fleet;
    }

    /// <summary>Runs the CLI as an operator on the controller's machine would.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) =>
        _run([.. Built.Fleet, .. arguments, "--socket", Socket]);

    /// <summary>Runs a CLI command that has to succeed and returns its JSON.</summary>
    public async Task<JsonElement> AskAsync(params string[] arguments)
    {
        var answer = await RunAsync([.. arguments, "--json"]);
        answer.OrThrow($"fleet {string.Join(' ', arguments)}");
        return JsonDocument.Parse(answer.Stdout).RootElement;
    }

    /// <summary>Joins the host with a fresh token and starts its agent as a unit that systemd starts again where it ends, as the installed one does.</summary>
    /// <param name="host">A host with systemd.</param>
    /// <param name="user">Whom the agent runs as.</param>
    public async Task JoinAsync(LabHost host, string user = "root")
    {
        var token = await AskAsync("token", "create");
        var status = await AskAsync("status");
        await host.DoAsync("install", "-d", "-m", "700", "-o", user, AgentData);
        (
            await host.RunAsAsync(
                user,
                [
                    .. Built.Agent,
                    "join",
                    status.GetProperty("agentAddress").GetString()!,
                    "--token",
                    token.GetProperty("secret").GetString()!,
                    "--pin",
                    status.GetProperty("rootPin").GetString()!,
                ]
            )
        ).OrThrow($"{host.Name} joins");
        await StartAgentAsync(host, $"User={user}");
    }

    /// <summary>Starts the agent of a host that joined, in place of the one that runs.</summary>
    /// <param name="host">A host with systemd.</param>
    /// <param name="properties">More of its unit, as systemd.exec(5) has it.</param>
    public async Task StartAgentAsync(LabHost host, params string[] properties)
    {
        _ = await host.RunAsync("systemctl", "stop", AgentUnit);
        await host.StartUnitAsync(
            AgentUnit,
            [.. Built.Agent, "run"],
            ["Restart=always", "RestartSec=100ms", .. properties]
        );
        await OnlineAsync(host);
    }

    /// <summary>Waits until the host's agent is connected and has nothing left to tell.</summary>
    public Task OnlineAsync(LabHost host) =>
        EventuallyAsync(
            $"{host.Name} is online",
            async () => (await StateOfAsync(host)) == "online"
        );

    /// <summary>Runs every check of the host, or one, now and waits until each is judged; an agent that is on its way back is waited for.</summary>
    public Task CheckAsync(LabHost host, params string[] check) =>
        EventuallyAsync(
            $"{host.Name} runs its checks",
            async () =>
            {
                var answer = await RunAsync(["check", host.Name, .. check, "--json"]);
                Assert.True(
                    answer.Exit is 0 or 1 or 3,
                    $"fleet check ended with {answer.Exit}: {answer.Stdout}{answer.Stderr}"
                );
                Assert.DoesNotContain("internal_error", answer.Stdout, StringComparison.Ordinal);
                return answer.Stdout.Length > 0;
            }
        );

    /// <summary>The host's regressions as an operator sees them, consequences folded into their cause.</summary>
    public async Task<IReadOnlyList<JsonElement>> RegressionsAsync(LabHost host, bool all = false)
    {
        string[] arguments =
        [
            "regressions",
            "--host",
            host.Name,
            .. all ? (string[])["--all"] : [],
        ];
        return [.. (await AskAsync(arguments)).GetProperty("regressions").EnumerateArray()];
    }

    /// <summary>The host's findings that are not passes, as "rule subject outcome".</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync(LabHost host) =>
        [
            .. (await AskAsync("host", host.Name))
                .GetProperty("findings")
                .EnumerateArray()
                .Where(f => f.GetProperty("outcome").GetString() is "warn" or "fail")
                .Select(f =>
                    $"{f.GetProperty("rule").GetString()} {f.GetProperty("subject").GetString()} {f.GetProperty("outcome").GetString()}"
                ),
        ];

    /// <summary>Every finding of the host as "rule subject outcome", sorted.</summary>
    public async Task<string[]> OutcomesAsync(LabHost host) =>
        [
            .. (await AskAsync("host", host.Name))
                .GetProperty("findings")
                .EnumerateArray()
                .Select(f =>
                    $"{f.GetProperty("rule").GetString()} {f.GetProperty("subject").GetString()} {f.GetProperty("outcome").GetString()}"
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What changed on the host, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(LabHost host) =>
        [
            .. (await AskAsync("history", host.Name, "--limit", "1000"))
                .GetProperty("entries")
                .EnumerateArray(),
        ];

    /// <summary>kill -9: nothing of the controller gets to say a last word.</summary>
    public async Task KillControllerAsync()
    {
        _controller.Signal(SigKill);
        await _controller.WaitAsync();
        await _controller.DisposeAsync();
    }

    /// <summary>Starts a controller on the same data again.</summary>
    public Task StartControllerAsync()
    {
        _controller = Serve();
        return AnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_controller.HasExited)
        {
            _controller.Signal(SigTerm);
        }

        await _controller.DisposeAsync();
    }

    private LabProcess Serve() =>
        _start([
            .. Built.Fleet,
            "serve",
            "--data",
            _data,
            "--listen",
            _address,
            "--advertise",
            _address,
            "--socket",
            Socket,
        ]);

    private async Task<string?> StateOfAsync(LabHost host)
    {
        var answer = await RunAsync("host", host.Name, "--json");
        return answer.Succeeded
            ? JsonDocument
                .Parse(answer.Stdout)
                .RootElement.GetProperty("host")
                .GetProperty("state")
                .GetString()
            : null;
    }

    private Task AnswersAsync() =>
        EventuallyAsync(
            "the controller answers",
            async () =>
            {
                Assert.False(_controller.HasExited, $"the controller ended: {_controller.Output}");
                return (await RunAsync("status")).Succeeded;
            }
        );

    private async Task EventuallyAsync(string what, Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        while (!await holds())
        {
            Assert.False(
                limit.IsCancellationRequested,
                $"not within three minutes: {what}. The controller said: {_controller.Output}"
            );
            await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        }
    }
}
