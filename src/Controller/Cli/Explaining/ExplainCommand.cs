using System.CommandLine;
using System.Net;
using System.Text.Json;
using Fleet.Checks.Diagnosis.Explain;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Diagnosing;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Explaining;

/// <summary><c>fleet explain</c>: what a text means, and why; with or without a controller.</summary>
internal static class ExplainCommand
{
    private const string Expected =
        "nothing in this text is known: expected the output of ssh -v, an error of an SSH client, lines of sshd's log, or the output of ss, nft, iptables, ufw, firewall-cmd, systemctl, sshd -t, df or ls -l";

    public static Command In(CommandFrame frame)
    {
        var text = new Argument<string[]>("TEXT")
        {
            Description = "The text; without it, standard input",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var file = new Option<string?>("--file")
        {
            Description = "Read this file",
            HelpName = "FILE",
        };
        var host = HostArgument.Only(frame);
        host.Description = "The host that it is about (default: the one that the text names)";
        var port = new Option<int>("--port")
        {
            Description = "The port that is dialled, for outputs of the host",
            HelpName = "N",
            DefaultValueFactory = _ => 22,
        };
        var command = frame.Plain(
            "explain",
            "What does this error, log or output mean? Exit code 1 where causes were found, 0 where nothing is wrong, 3 where the text is not known",
            [
                "ssh -vvv alice@web-12 2>&1 | fleet explain",
                "fleet explain 'ssh: connect to host web-12 port 22: Connection refused'",
                "journalctl _COMM=sshd + _COMM=sshd-session -n 200 | fleet explain --host web-12",
                "fleet explain --file transcript.txt --json",
            ],
            [text, file, host, port]
        );
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    frame,
                    parsed,
                    new Typed(
                        parsed.GetValue(text) ?? [],
                        parsed.GetValue(file),
                        parsed.GetValue(host),
                        parsed.GetValue(port)
                    ),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        CommandFrame frame,
        ParseResult parsed,
        Typed typed,
        CancellationToken cancellationToken
    )
    {
        var screen = frame.ScreenOf(parsed);
        if (Problem(typed) is { } wrong)
        {
            return screen.Fail(wrong, ExitCode.Usage);
        }

        if (Lines(frame, screen, typed) is not { } lines)
        {
            return screen.Fail($"--file {typed.File}: cannot be read", ExitCode.Usage);
        }

        var read = ExplainReader.Read(lines, typed.Port);
        var asked = read.Question(typed.Host, frame.Environment.Time.GetUtcNow());
        using var client = frame.ClientOf(parsed);
        var side = new ServerSide(client, frame.Environment.Time);
        var stored =
            read.IsKnown && asked.Host.Length > 0
                ? await side.ReadAsync(Names(asked.Host), cancellationToken)
                : null;
        var evidence = stored is null
            ? ServerEvidence.None
            : ServerEvidence.From(stored.Input, asked, stored.Lines) with
            {
                Host = stored.Name,
                CollectedAt = stored.At,
                IsFresh = false,
            };
        return Show(
            screen,
            new Explained(Explainer.Explain(read, asked, evidence), stored, side.Doubt)
        );
    }

    private static string? Problem(Typed typed) =>
        typed.Text.Length > 0 && typed.File is not null ? "TEXT and --file are two texts: give one"
        : typed.Port is <= 0 or > IPEndPoint.MaxPort
            ? $"--port {typed.Port}: a port is a number from 1 to {IPEndPoint.MaxPort}"
        : null;

    private static IEnumerable<string>? Lines(CommandFrame frame, Screen screen, Typed typed)
    {
        if (typed.Text is not ([] or ["-"]))
        {
            return string.Join(' ', typed.Text).Split('\n');
        }

        if (typed.File is { } file)
        {
            return frame.Environment.OpenText(file) is { } opened ? BoundedLines.Of(opened) : null;
        }

        if (frame.Environment.IsInputTerminal)
        {
            screen.Talk("Paste the text, then press Ctrl-D on a line of its own.");
        }

        return BoundedLines.Of(frame.Environment.In);
    }

    // The fleet may know the host by its short name.
    private static string[] Names(string host) =>
        IPAddress.TryParse(host, out _) || !host.Contains('.')
            ? [host]
            : [host, host.Split('.')[0]];

    private static int Show(Screen screen, Explained explained)
    {
        if (screen.Json)
        {
            screen.Line(
                JsonSerializer.Serialize(
                    ExplanationJson.From(explained),
                    FleetJson.Default.ExplanationJson
                )
            );
        }
        else if (explained.Explanation.Outcome != ExplainedOutcome.NotRecognised)
        {
            screen.Lines(new ExplanationText(screen).Lines(explained));
        }
        else
        {
            return screen.Fail(Expected, ExitCode.Offline);
        }

        return explained.Explanation.Outcome switch
        {
            ExplainedOutcome.Faulty => ExitCode.Findings,
            ExplainedOutcome.InOrder => ExitCode.Clean,
            _ => ExitCode.Offline,
        };
    }

    private sealed record Typed(string[] Text, string? File, string? Host, int Port);
}

/// <summary>An explanation, and what the fleet added.</summary>
/// <param name="Explanation">The answer.</param>
/// <param name="Stored">The host in the fleet; null: not asked, or not known there.</param>
/// <param name="Doubt">Why it is not known; empty where nobody was asked, or it is.</param>
internal sealed record Explained(Explanation Explanation, StoredHost? Stored, string Doubt);
