using System.CommandLine;
using System.Net;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Host;
using Fleet.Checks.Probe;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.Diagnosis;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary><c>fleet diagnose</c>: why a login does not work, from the client's side and the host's.</summary>
internal static class DiagnoseCommand
{
    public static Command In(CommandFrame frame)
    {
        var words = new DiagnoseWords(frame);
        var command = frame.Plain(
            "diagnose",
            "Why can this user not log in? Exit code 1 where a cause was found, 3 where it could not be told",
            [
                "fleet diagnose alice@web-12",
                "fleet diagnose alice@web-12:2222 --key ~/.ssh/id_ed25519",
                "fleet diagnose alice@web-12 --from bastion-1 --watch",
                "fleet diagnose alice@web-12 --from 10.0.9.7",
                "fleet diagnose --label env=prod --user alice",
                "fleet diagnose web-12 db-3 --from all",
                "fleet diagnose web-12 --from site=office",
            ],
            [
                words.Targets,
                words.Labels,
                words.User,
                words.From,
                words.Key,
                words.Watch,
                words.Interval,
            ]
        );
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(frame, parsed, words, cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        CommandFrame frame,
        ParseResult parsed,
        DiagnoseWords words,
        CancellationToken cancellationToken
    )
    {
        var screen = frame.ScreenOf(parsed);
        var targets = new List<(string Typed, LoginTarget Target)>();
        foreach (var typed in parsed.GetValue(words.Targets)!)
        {
            if (LoginTarget.Parse(typed, out var error) is not { } target)
            {
                return screen.Fail(error, ExitCode.Usage);
            }

            targets.Add((typed, target));
        }

        if (parsed.GetValue(words.Key) is { } file && !frame.Environment.FileExists(file))
        {
            return screen.Fail($"--key {file}: there is no such file", ExitCode.Usage);
        }

        using var client = frame.ClientOf(parsed);
        var labels = parsed.GetValue(words.Labels) ?? [];
        if (labels.Length > 0)
        {
            try
            {
                var user = parsed.GetValue(words.User);
                targets.AddRange(await LabelledAsync(client, labels, user, cancellationToken));
            }
            catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
            {
                var (said, exit) = Failure.Of(failure, client);
                return screen.Fail(said, exit);
            }
        }

        return targets.Count == 0
            ? screen.Fail(
                "no target: expected [user@]host[:port], or --label KEY=VALUE for hosts of the fleet",
                ExitCode.Usage
            )
            : await AllAsync(frame, parsed, words, targets, client, cancellationToken);
    }

    /// <summary>The fleet's hosts with the labels, as targets.</summary>
    private static async Task<IEnumerable<(string Typed, LoginTarget Target)>> LabelledAsync(
        ControllerClient client,
        string[] labels,
        string? user,
        CancellationToken cancellationToken
    )
    {
        var reply = await client.Operators.ListHostsAsync(
            new ListHostsRequest { Labels = { labels } },
            Asked.Options(cancellationToken)
        );
        return reply.Hosts.Select(host =>
            (
                user is null ? host.Name : $"{user}@{host.Name}",
                new LoginTarget(user, host.Name, Port: null)
            )
        );
    }

    private static async Task<int> AllAsync(
        CommandFrame frame,
        ParseResult parsed,
        DiagnoseWords words,
        IReadOnlyList<(string Typed, LoginTarget Target)> targets,
        ControllerClient client,
        CancellationToken cancellationToken
    )
    {
        var screen = frame.ScreenOf(parsed);
        var from = parsed.GetValue(words.From)!;
        var isMatrix = from == DiagnoseWords.All || from.Contains('=');
        var isMany = targets.Count > 1 || parsed.GetValue(words.Labels) is { Length: > 0 };
        if (parsed.GetValue(words.Watch) && (isMatrix || isMany))
        {
            return screen.Fail("--watch follows one target from one place", ExitCode.Usage);
        }

        if (isMatrix)
        {
            return await new MatrixRun(client, screen).RunAsync(
                [.. targets.Select(one => one.Target)],
                from == DiagnoseWords.All ? [] : [from],
                cancellationToken
            );
        }

        if (!isMany)
        {
            return await OneAsync(frame, parsed, words, targets[0], client, cancellationToken);
        }

        return from == DiagnoseWords.Here
            ? await new ManyRun(
                frame,
                client,
                screen,
                () => Look(frame, frame.Environment.Time),
                Me(frame)
            ).RunAsync(targets, parsed.GetValue(words.Key), cancellationToken)
            : screen.Fail(
                "several targets go from here, or with --from all or KEY=VALUE: name one target for --from HOST",
                ExitCode.Usage
            );
    }

    private static string Me(CommandFrame frame) =>
        frame.Environment.Variable("USER") ?? frame.Environment.Variable("LOGNAME") ?? "root";

    private static async Task<int> OneAsync(
        CommandFrame frame,
        ParseResult parsed,
        DiagnoseWords words,
        (string Typed, LoginTarget Target) asked,
        ControllerClient client,
        CancellationToken cancellationToken
    )
    {
        var screen = frame.ScreenOf(parsed);
        var time = frame.Environment.Time;
        var server = new ServerSide(client, time);
        var me = Me(frame);
        var place = new DiagnosisPlace(
            new DiagnosisRun(Look(frame, time), server, time, me),
            client,
            time,
            me,
            new LiveGates(screen)
        );
        var from = parsed.GetValue(words.From)!;
        var diagnose = await place.FromAsync(
            from,
            asked.Target,
            parsed.GetValue(words.Key),
            cancellationToken
        );
        if (diagnose is null)
        {
            return screen.Fail(
                place.Doubt.Length > 0
                    ? $"--from {from}: no name that resolves, and the fleet was not asked: {place.Doubt}"
                    : $"--from {from}: neither a host of the fleet nor an address, and no name that resolves",
                place.Doubt.Length > 0 ? ExitCode.Offline : ExitCode.Usage
            );
        }

        var told = new DiagnosisTelling(
            screen,
            server,
            new DiagnosisKeeping(client, screen),
            asked.Typed
        );
        return parsed.GetValue(words.Watch)
            ? await new WatchRun(screen, server, time, told).RunAsync(
                diagnose,
                TimeSpan.FromSeconds(parsed.GetValue(words.Interval)),
                cancellationToken
            )
            : (await told.TellAsync(await diagnose(cancellationToken), cancellationToken)).Exit;
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
}
