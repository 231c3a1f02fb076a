using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Diagnosing;
using Fleet.Controller.Cli.Explaining;
using Fleet.Controller.Cli.Notifying;
using Fleet.Controller.Cli.Policies;
using Fleet.Controller.Cli.Serving;
using Fleet.Controller.Cli.Simulating;
using Fleet.Controller.Cli.Sweeping;
using Fleet.Controller.Cli.Up;
using Fleet.Controller.Cli.Watching;

namespace Fleet.Controller.Cli;

/// <summary>The <c>fleet</c> command.</summary>
public static class FleetCommand
{
    /// <summary>Runs one command to its end; the result is the exit code.</summary>
    public static async Task<int> RunAsync(
        string[] arguments,
        CliEnvironment environment,
        CancellationToken cancellationToken = default
    )
    {
        var frame = new CommandFrame(environment);
        var root = Root(frame);
        // A text may begin with @: no word is a file of further words.
        var parsed = root.Parse(
            arguments,
            new ParserConfiguration { ResponseFileTokenReplacer = null }
        );
        var screen = frame.ScreenOf(parsed);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction and not ExampledHelp)
        {
            return screen.Fail(Problem(parsed, root), ExitCode.Usage);
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = environment.Out,
                    Error = environment.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
                },
                cancellationToken
            );
        }
        catch (UnusableAddressException wrong)
        {
            return screen.Fail(wrong.Message, ExitCode.Usage);
        }
        catch (OperationCanceledException)
        {
            return screen.Fail("interrupted", ExitCode.Offline);
        }
    }

    private static RootCommand Root(CommandFrame frame)
    {
        var root = new RootCommand(
            "Can the right people still reach each host over SSH, can nobody else, and if not, why not, and since when?"
        )
        {
            frame.Socket,
            frame.Controller,
            frame.Json,
            frame.NoColor,
            frame.Utc,
        };
        IEnumerable<Command> commands =
        [
            .. HostCommands.In(frame),
            .. RegressionCommands.In(frame),
            SilenceCommands.In(frame),
            AccessCommand.In(frame),
            KnownHostsCommand.In(frame),
            CheckCommand.In(frame),
            DiagnoseCommand.In(frame),
            ExplainCommand.In(frame),
            DiagnosisCommand.In(frame),
            ReachCommand.In(frame),
            CanCommand.In(frame),
            PreflightCommand.In(frame),
            SweepCommands.In(frame),
            PolicyCommands.In(frame),
            .. TokenCommands.In(frame),
            OperatorCommands.In(frame),
            NotifyCommands.In(frame),
            StatusCommand.In(frame),
            WatchCommand.In(frame),
            ServeCommand.In(frame),
            UpCommand.In(frame),
            SimulateCommand.In(frame),
            CompletionCommand.In(frame),
        ];
        foreach (var command in commands)
        {
            root.Add(command);
        }

        frame.Examples[root] =
        [
            "fleet up",
            "fleet hosts",
            "fleet host web-12",
            "fleet regressions",
        ];
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new ExampledHelp((HelpAction)help.Action!, frame.Examples);
        }

        return root;
    }

    /// <summary>What is wrong with the words, and the nearest right one.</summary>
    private static string Problem(ParseResult parsed, RootCommand root)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(parsed.CommandResult);
        if (parsed.UnmatchedTokens is not [var token, ..])
        {
            var said = parsed.Errors[0].Message.TrimEnd('.');
            return said.Contains(": ", StringComparison.Ordinal)
                ? said
                : $"{said}: see {path} --help";
        }

        var known = command
            .Subcommands.Select(each => each.Name)
            .Concat(command.Options.Concat(root.Options).Select(each => each.Name));
        var help = NearestName.To(token, known) is { } nearest
            ? $"Did you mean {nearest}?"
            : $"See {path} --help";
        return $"{path} does not know {token}. {help}";
    }

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "fleet";
}
