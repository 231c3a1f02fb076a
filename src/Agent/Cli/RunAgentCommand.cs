using System.CommandLine;
using Fleet.Agent.Disk;
using Fleet.Agent.Enrolment;
using Fleet.Checks.Host;
using Fleet.Checks.Reporting;

namespace Fleet.Agent.Cli;

/// <summary><c>fleet-agent run</c>: the agent itself, until it is told to stop.</summary>
internal sealed class RunAgentCommand : Command
{
    private readonly Surroundings _around;
    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<Capability[]> _deny = SharedOptions.Deny();
    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Log every run of every check.",
    };

    private readonly Option<bool> _untilInputEnds = new("--until-input-ends")
    {
        Description =
            "End when standard input does: a parent that dies, however it dies, takes its agent along.",
        Hidden = true,
    };

    public RunAgentCommand(Surroundings around)
        : base(
            "run",
            "Runs checks on schedule and streams what they see to the controller, until stopped."
        )
    {
        _around = around;
        Options.Add(_data);
        Options.Add(_deny);
        Options.Add(_verbose);
        Options.Add(_untilInputEnds);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var data = new DataFolder(parsed.GetRequiredValue(_data));
        try
        {
            var store = new MembershipStore(data);
            if (store.Load() is not { } membership)
            {
                return await SayAsync(StatusCommand.NotJoined(data), ExitCode.Usage);
            }

            if (data.Problem() is { } problem)
            {
                return await SayAsync(problem, ExitCode.Usage);
            }

            using var held = data.Lock();
            if (held is null)
            {
                return await SayAsync($"another fleet-agent runs with {data.Path}", ExitCode.Usage);
            }

            var denied = parsed.GetRequiredValue(_deny).Concat(Denied(membership)).Distinct();
            await using var daemon = new Daemon(
                _around,
                data,
                store,
                membership,
                [.. denied],
                parsed.GetValue(_verbose)
            );
            return parsed.GetValue(_untilInputEnds)
                ? await RunWithParentAsync(daemon, cancellationToken)
                : await daemon.RunAsync(cancellationToken);
        }
        catch (Exception broken)
            when (broken is InvalidDataException or UnauthorizedAccessException)
        {
            return await SayAsync(broken.Message, ExitCode.Usage);
        }
    }

    private async Task<int> RunWithParentAsync(Daemon daemon, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = daemon.RunAsync(ends.Token);
        // Reading a pipe blocks its thread, which ends with the process.
        var parent = Task.Run(() => _around.Input.CopyTo(Stream.Null), CancellationToken.None);
        _ = await Task.WhenAny(running, parent);
        await ends.CancelAsync();
        return await running;
    }

    /// <exception cref="InvalidDataException">agent.json denies something there is no name for: rather stop than do it.</exception>
    private static IEnumerable<Capability> Denied(Membership membership) =>
        membership.Deny.Select(name =>
            SharedOptions.CapabilityOf(name)
            ?? throw new InvalidDataException(
                $"agent.json: \"deny\" names {name}, which is no capability"
            )
        );

    private async Task<int> SayAsync(string what, int exit)
    {
        await _around.Error.WriteLineAsync($"fleet-agent: {Printable.Line(what)}");
        return exit;
    }
}
