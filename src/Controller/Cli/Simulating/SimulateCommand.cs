using System.CommandLine;
using System.Globalization;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Cli.Up;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Simulating;

/// <summary><c>fleet simulate</c>: how the fleet looks with thousands of hosts, before they are there.</summary>
internal sealed class SimulateCommand
{
    private const int MostAgents = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Options that are the agent program's to understand: name, what it stands for, what it does.</summary>
    private static readonly (string Name, string Value, string Description)[] PassedOn =
    [
        ("--seconds", "N", "End by itself after so many seconds (default: Ctrl-C)"),
        ("--offline", "N", "How many of them join and then never connect"),
        ("--every", "TIME", "How often a host runs its checks (default: 5m)"),
        ("--drift-every", "TIME", "How often hosts drift to PermitRootLogin yes (default: never)"),
        ("--drift-hosts", "N", "How many hosts drift each time (default: 5)"),
        (
            "--data",
            "FOLDER",
            "Where agents keep keys and spools, to go on later (default: in memory)"
        ),
    ];

    private readonly CommandFrame _frame;
    private readonly Option<int> _agents = new("--agents")
    {
        Description = $"How many hosts: 1 to {MostAgents}",
        HelpName = "N",
        Required = true,
        CustomParser = parsed =>
        {
            var text = parsed.Tokens[0].Value;
            if (
                int.TryParse(text, CultureInfo.InvariantCulture, out var number)
                && number is > 0 and <= MostAgents
            )
            {
                return number;
            }

            parsed.AddError($"--agents {text}: expected a number from 1 to {MostAgents}");
            return 0;
        },
    };
    private readonly Option<bool> _beside = new("--beside-real-hosts")
    {
        Description = "Though this controller has hosts that are there",
    };
    private readonly List<Option<string?>> _passedOn =
    [
        .. PassedOn.Select(each => new Option<string?>(each.Name)
        {
            Description = each.Description,
            HelpName = each.Value,
        }),
    ];

    private SimulateCommand(CommandFrame frame) => _frame = frame;

    public static Command In(CommandFrame frame)
    {
        var command = new SimulateCommand(frame);
        return frame.Asking(
            "simulate",
            "Many hosts that are not there, with real agents: how the fleet looks before you have it; Ctrl-C ends it",
            [
                "fleet simulate --agents 2000",
                "fleet simulate --agents 200 --offline 5 --drift-every 30s --drift-hosts 3",
            ],
            [command._agents, command._beside, .. command._passedOn],
            command.RunAsync
        );
    }

    private async Task<int> RunAsync(Asked asked, CancellationToken cancellationToken)
    {
        if (AgentProcess.Find(_frame.Environment.Variable) is not { } program)
        {
            return asked.Screen.Fail(
                "fleet-agent is not beside fleet: name its program in FLEET_AGENT",
                ExitCode.Offline
            );
        }

        if (
            !asked.Parsed.GetValue(_beside)
            && await RealHostsAsync(asked, cancellationToken) is { } real
        )
        {
            return asked.Screen.Fail(real, ExitCode.Usage);
        }

        var agents = asked.Parsed.GetRequiredValue(_agents);
        var controller = await asked.Client.Operators.GetStatusAsync(
            new(),
            Asked.Options(cancellationToken)
        );
        var tokens = await SimulationTokens.MakeAsync(asked, agents, cancellationToken);
        try
        {
            return await FollowAsync(
                new AgentProcess(program),
                Arguments(asked, agents, controller, tokens),
                asked.Screen,
                cancellationToken
            );
        }
        finally
        {
            await SimulationTokens.RevokeAsync(asked, tokens);
        }
    }

    private static async Task<string?> RealHostsAsync(
        Asked asked,
        CancellationToken cancellationToken
    )
    {
        var reply = await asked.Client.Operators.ListHostsAsync(
            new(),
            Asked.Options(cancellationToken)
        );
        var real = reply.Hosts.Where(SimulationTokens.IsReal).ToList();
        return real.Count == 0
            ? null
            : $"this controller has {Words.Count(real.Count, "real host")} ({Printable.Line(real[0].Name)}{(real.Count > 1 ? ", …" : "")}): simulated ones would stand among them in every count; use another controller, or add --beside-real-hosts";
    }

    private List<string> Arguments(
        Asked asked,
        int agents,
        ControllerStatus controller,
        IEnumerable<CreateTokenReply> tokens
    )
    {
        List<string> arguments =
        [
            "simulate",
            "--controller",
            controller.AgentAddress,
            "--pin",
            controller.RootPin,
            "--agents",
            agents.ToString(CultureInfo.InvariantCulture),
            "--until-input-ends",
        ];
        arguments.AddRange(tokens.SelectMany(token => new[] { "--token", token.Secret }));
        foreach (var option in _passedOn)
        {
            if (asked.Parsed.GetValue(option) is { } value)
            {
                arguments.AddRange([option.Name, value]);
            }
        }

        if (asked.Screen.Json)
        {
            arguments.Add("--json");
        }

        return arguments;
    }

    private static async Task<int> FollowAsync(
        AgentProcess program,
        IEnumerable<string> arguments,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        using var process = program.Start(arguments);
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var telling = TellAsync(process.StandardOutput, screen);
        await process
            .WaitForExitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await AgentProcess.EndAsync(process, Patience);
        await telling;
        var problem = (await said).Trim();
        return process.ExitCode == 0 || cancellationToken.IsCancellationRequested
            ? ExitCode.Clean
            : screen.Fail(
                problem.Length > 0 ? problem.Split('\n')[0] : "the simulation ended by itself",
                process.ExitCode
            );
    }

    private static async Task TellAsync(StreamReader from, Screen screen)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            screen.Line(line);
        }
    }
}
