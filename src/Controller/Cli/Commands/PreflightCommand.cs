using System.CommandLine;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet preflight</c>: who would lose access if a file went live? Nothing is installed, no host is asked.</summary>
internal static class PreflightCommand
{
    public static Command In(CommandFrame frame)
    {
        var name = HostArgument.In(frame);
        var file = new Option<string>("--sshd-config")
        {
            Description = "The file that would become /etc/ssh/sshd_config; - is standard input",
            HelpName = "FILE",
            Required = true,
        };
        return frame.Asking(
            "preflight",
            "Who would lose or gain access if this file went live? Exit code 0 nobody loses, 1 somebody does, 2 an invalid file, 3 not known",
            [
                "fleet preflight web-12 --sshd-config ./sshd_config",
                "fleet preflight web-12 --sshd-config ./sshd_config --json | jq -r '.changes[].user'",
            ],
            [name, file],
            (asked, cancellationToken) =>
                RunAsync(
                    frame,
                    asked,
                    asked.Parsed.GetValue(name)!,
                    asked.Parsed.GetValue(file)!,
                    cancellationToken
                )
        );
    }

    private static async Task<int> RunAsync(
        CommandFrame frame,
        Asked asked,
        string host,
        string file,
        CancellationToken cancellationToken
    )
    {
        if (await TextAsync(frame.Environment, file, cancellationToken) is not { } text)
        {
            return asked.Screen.Fail(
                $"--sshd-config {file}: cannot be read: expected a text file",
                ExitCode.Usage
            );
        }

        var reply = await asked.Client.Operators.PreflightAsync(
            new PreflightRequest { Host = host, SshdConfig = text },
            Asked.Options(cancellationToken)
        );
        _ = asked.Show(
            () => PreflightJson.From(reply),
            FleetJson.Default.PreflightJson,
            () => new PreflightText(asked.Screen, file).Lines(reply)
        );
        return reply.Verdict switch
        {
            PreflightVerdict.NobodyLoses => ExitCode.Clean,
            PreflightVerdict.SomebodyLoses => ExitCode.Findings,
            PreflightVerdict.Invalid => asked.Screen.Fail(
                $"{file}: sshd on {host} would not start with it ({Words.Count(reply.Errors.Count, "error")})",
                ExitCode.Usage
            ),
            _ => ExitCode.Offline,
        };
    }

    /// <summary>The file, or standard input for <c>-</c>; null: it cannot be read. What is too long is cut right behind the limit, and the controller refuses it.</summary>
    private static async Task<string?> TextAsync(
        CliEnvironment environment,
        string file,
        CancellationToken cancellationToken
    )
    {
        using var reader = file == "-" ? environment.In : environment.OpenText(file);
        if (reader is null)
        {
            return null;
        }

        var text = new char[Checks.Facts.Document.MaxCharacters + 1];
        var length = await reader.ReadBlockAsync(text, cancellationToken);
        return new string(text, 0, length);
    }
}
