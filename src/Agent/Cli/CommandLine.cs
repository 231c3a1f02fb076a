using System.CommandLine;
using Fleet.Checks.Reporting;
using Fleet.Checks.Reporting.Nagios;

namespace Fleet.Agent.Cli;

/// <summary>The command <c>fleet-agent</c>.</summary>
public static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        Surroundings around,
        CancellationToken cancellationToken = default
    )
    {
        var parsed = Root(around).Parse(arguments);
        if (parsed.Action is not (HelpWithExamples or null) && parsed.Errors.Count > 0)
        {
            if (SharedOptions.IsNagios(parsed))
            {
                var answer = NagiosAnswer.Failed($"fleet-agent: {Complaint(parsed)}");
                await around.Output.WriteLineAsync(answer.Lines().First());
                return (int)answer.State;
            }

            await around.Error.WriteLineAsync($"fleet-agent: {Printable.Line(Complaint(parsed))}");
            await around.Error.WriteLineAsync($"see: {CommandPath(parsed)} --help");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = around.Output,
            Error = around.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            await around.Error.WriteLineAsync($"fleet-agent: a defect: {defect}");
            return ExitCode.Internal;
        }
    }

    /// <summary>The word that stands where none belongs comes first: the library's other complaints follow from it.</summary>
    private static string Complaint(ParseResult parsed) =>
        parsed.UnmatchedTokens.Count > 0
            ? $"{parsed.UnmatchedTokens[0]} is no command or option here"
            : parsed.Errors[0].Message;

    private static RootCommand Root(Surroundings around)
    {
        var root = new RootCommand(
            "Examines this host's SSH and streams what it sees to a Fleet controller."
        )
        {
            new CheckCommand(around),
            new JoinCommand(around),
            new RunAgentCommand(around),
            new StatusCommand(around),
            new SimulateCommand(around),
        };
        HelpWithExamples.Install(root);
        return root;
    }

    private static string CommandPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand
            ? "fleet-agent"
            : $"fleet-agent {parsed.CommandResult.Command.Name}";
}
