using System.CommandLine;
using System.Net;
using Fleet.Checks.Judging;
using Fleet.Controller.Cli.Commands;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Fleet.Controller.Cli.Serving;

/// <summary><c>fleet serve</c>: the controller, until it is told to end.</summary>
internal static class ServeCommand
{
    public static Command In(CommandFrame frame)
    {
        var words = new ServeWords();
        var command = frame.Plain(
            "serve",
            "Run the controller; exit code 2 for a bad value or policy, 3 where it cannot start (port, folder, database)",
            [
                "fleet serve",
                "fleet serve --data /srv/fleet --listen 0.0.0.0:7443 --advertise fleet.example.org:7443",
            ],
            [
                words.Data,
                words.Listen,
                words.Advertise,
                words.Policy,
                words.Metrics,
                words.MetricsHosts,
                words.SocketGroup,
            ]
        );
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(frame, words, parsed, cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        CommandFrame frame,
        ServeWords words,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var screen = frame.ScreenOf(parsed);
        var notice = new ServiceNotice(frame.Environment.Variable("NOTIFY_SOCKET"));
        try
        {
            var options = words.Read(frame, parsed);
            var policy = PolicySource.Read(options.Policy);
            using var data = DataFolder.Take(options.Data);
            await using var controller = await RunningController.StartAsync(
                data,
                options,
                policy,
                Logging,
                frame.Environment.Time,
                cancellationToken
            );
            screen.Talk(
                $"fleet: ready: agents {options.AgentAddress}, operators {options.Socket}, data {data.Path}"
            );
            notice.Ready();
            await UntilCancelledAsync(cancellationToken);
            notice.Stopping();
            return ExitCode.Clean;
        }
        catch (CannotStartException problem)
        {
            return screen.Fail(problem.Message, problem.ExitCode);
        }
    }

    /// <summary>To stderr, as systemd's journal likes it where it reads.</summary>
    public static void Logging(ILoggingBuilder logging)
    {
        _ = logging
            .SetMinimumLevel(LogLevel.Warning)
            // A failed start is said once, in one line, by the command.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddConsole(console =>
            {
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                console.FormatterName = ConsoleFormatterNames.Systemd;
            });
    }

    private static Task UntilCancelledAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = cancellationToken.Register(ended.SetResult);
        return ended.Task;
    }
}
