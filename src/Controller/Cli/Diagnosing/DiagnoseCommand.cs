using System.CommandLine;
using System.Net;
using System.Text.Json;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Diagnosis;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary><c>fleet diagnose</c>: why a login does not work, from the client's side and the host's.</summary>
internal static class DiagnoseCommand
{
    private const string Here = "here";

    public static Command In(CommandFrame frame)
    {
        var target = new Argument<string>("TARGET") { Description = "[user@]host[:port]" };
        var from = new Option<string>("--from")
        {
            Description =
                "Where the login comes from: here (default), or another host or address, from which nothing is dialled",
            HelpName = "here|HOST|ADDRESS",
            DefaultValueFactory = _ => Here,
        };
        var key = new Option<string?>("--key")
        {
            Description = "The one private key to try (default: whatever ssh would offer)",
            HelpName = "FILE",
        };
        var command = frame.Plain(
            "diagnose",
            "Why can this user not log in? Exit code 1 where a cause was found, 3 where it could not be told",
            [
                "fleet diagnose alice@web-12",
                "fleet diagnose alice@web-12:2222 --key ~/.ssh/id_ed25519",
                "fleet diagnose alice@web-12 --from 10.0.9.7",
            ],
            [target, from, key]
        );
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    frame,
                    parsed,
                    (parsed.GetValue(target)!, parsed.GetValue(from)!, parsed.GetValue(key)),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        CommandFrame frame,
        ParseResult parsed,
        (string Target, string From, string? Key) typed,
        CancellationToken cancellationToken
    )
    {
        var screen = frame.ScreenOf(parsed);
        if (LoginTarget.Parse(typed.Target, out var error) is not { } target)
        {
            return screen.Fail(error, ExitCode.Usage);
        }

        if (typed.Key is { } file && !frame.Environment.FileExists(file))
        {
            return screen.Fail($"--key {file}: there is no such file", ExitCode.Usage);
        }

        using var client = frame.ClientOf(parsed);
        var time = frame.Environment.Time;
        var me =
            frame.Environment.Variable("USER") ?? frame.Environment.Variable("LOGNAME") ?? "root";
        var run = new DiagnosisRun(Look(frame, time), new ServerSide(client, time), time, me);
        if (typed.From == Here)
        {
            var live = new LiveGates(screen);
            var diagnosed = await run.HereAsync(target, typed.Key, live.Show, cancellationToken);
            live.Clear();
            return Show(screen, diagnosed);
        }

        var source = await SourceAsync(typed.From, cancellationToken);
        return source is null
            ? screen.Fail(
                $"--from {typed.From}: neither an address nor a name that resolves",
                ExitCode.Usage
            )
            : Show(
                screen,
                await run.ElsewhereAsync(
                    target,
                    new LoginQuestion
                    {
                        Host = target.Host,
                        User = target.User ?? me,
                        Port = target.Port ?? 22,
                        Address = await SourceAsync(target.Host, cancellationToken),
                        Source = source,
                        Vantage = typed.From,
                        AsOf = time.GetUtcNow(),
                    },
                    cancellationToken
                )
            );
    }

    private static ClientLook Look(CommandFrame frame, TimeProvider time)
    {
        var programs = new ClientPrograms(time);
        return new ClientLook(
            programs,
            new ClientNetwork(),
            new SshProbe(new SocketDialer(), time),
            new ClientKeyFiles(
                new LinuxHost(time),
                programs,
                frame.Environment.Variable("HOME") ?? "/"
            )
        );
    }

    private static async Task<IPAddress?> SourceAsync(
        string from,
        CancellationToken cancellationToken
    ) => (await new ClientNetwork().ResolveAsync(from, cancellationToken)).Value?.FirstOrDefault();

    private static int Show(Screen screen, Diagnosed diagnosed)
    {
        if (screen.Json)
        {
            screen.Line(
                JsonSerializer.Serialize(
                    DiagnosisJson.From(diagnosed),
                    FleetJson.Default.DiagnosisJson
                )
            );
        }
        else
        {
            screen.Lines(new DiagnosisText(screen).Lines(diagnosed));
        }

        return diagnosed.Answer.Outcome switch
        {
            DiagnosisOutcome.Works => ExitCode.Clean,
            DiagnosisOutcome.Refused => ExitCode.Findings,
            _ => ExitCode.Offline,
        };
    }
}
