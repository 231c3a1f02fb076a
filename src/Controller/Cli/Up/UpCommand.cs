using System.CommandLine;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Serving;

namespace Fleet.Controller.Cli.Up;

/// <summary><c>fleet up</c>: controller and agent on this machine, to see what there is to see.</summary>
internal static class UpCommand
{
    public static Command In(CommandFrame frame)
    {
        var words = new UpWords();
        var command = frame.Plain(
            "up",
            "Controller and agent on this machine: first findings, then what changes; Ctrl-C stops both",
            ["fleet up", "fleet up --for 90s --json", "sudo fleet up"],
            [words.Data, words.Listen, words.For]
        );
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(frame, words, parsed, cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        CommandFrame frame,
        UpWords words,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var screen = frame.ScreenOf(parsed);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (parsed.GetValue(words.For) is { } time)
        {
            ends.CancelAfter(time);
        }

        try
        {
            var options = words.Read(frame, parsed);
            var program =
                AgentProcess.Find(frame.Environment.Variable)
                ?? throw new CannotStartException(
                    "fleet-agent is not beside fleet: name its program in FLEET_AGENT",
                    ExitCode.Offline
                );
            using var data = DataFolder.Take(options.Data);
            await using var controller = await RunningController.StartAsync(
                data,
                options,
                given: null,
                ServeCommand.Logging,
                frame.Environment.Time,
                ends.Token
            );
            var run = new UpRun(controller, data, options, new UpStory(screen), frame.Environment);
            return await run.RunAsync(program, ends.Token);
        }
        catch (CannotStartException problem)
        {
            return screen.Fail(problem.Message, problem.ExitCode);
        }
    }
}
