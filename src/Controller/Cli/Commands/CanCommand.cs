using System.CommandLine;
using System.CommandLine.Completions;
using Fleet.Controller.Api.Operating.WhatIf;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>fleet can</c>: could somebody log in? Answered from what is stored; nothing is dialled, no host is asked.</summary>
internal static class CanCommand
{
    private const string Name = "can";

    public static Command In(CommandFrame frame)
    {
        var words = new Argument<string[]>("QUESTION")
        {
            Description =
                "USER from SOURCE to HOST; SOURCE is an address, a host's name or anywhere",
            Arity = ArgumentArity.ZeroOrMore,
        };
        words.CompletionSources.Add(context =>
            CanWords
                .Next(Before(context), () => HostArgument.Names(frame, context.ParseResult))
                .Select(word => new CompletionItem(word))
        );
        var typed = new Typed(
            words,
            Text("--user", "NAME", "The account"),
            Text("--from", "SOURCE", "An address, a host's name (its addresses) or anywhere"),
            Text("--to", "HOST", "The host"),
            Text("--key", "SHA256:…|FILE.pub", "With this key alone (default: any means)"),
            new("--port") { Description = "Dialled at this port (default: any of sshd's)" }
        );
        foreach (var option in (Option[])[typed.From, typed.To])
        {
            option.CompletionSources.Add(context => HostArgument.Names(frame, context.ParseResult));
        }

        return frame.Asking(
            Name,
            "Could this user log in? From what is stored, without the network; exit code 0 yes, 1 no, 3 not known",
            [
                "fleet can alice from 10.0.0.5 to web-12",
                "fleet can alice from bastion-1 to web-12 --key ~/.ssh/id_ed25519.pub",
                "fleet can root from anywhere to web-12 --port 2222",
                "fleet can --user alice --from 10.0.0.5 --to web-12 --json | jq -r .verdict",
            ],
            [typed.Words, typed.User, typed.From, typed.To, typed.Key, typed.Port],
            (asked, cancellationToken) => RunAsync(frame, asked, typed, cancellationToken)
        );
    }

    private static async Task<int> RunAsync(
        CommandFrame frame,
        Asked asked,
        Typed typed,
        CancellationToken cancellationToken
    )
    {
        var parsed = asked.Parsed;
        if (CanWords.Read(parsed.GetValue(typed.Words) ?? [], out var error) is not { } read)
        {
            return asked.Screen.Fail(error, ExitCode.Usage);
        }

        read = new CanWords(
            parsed.GetValue(typed.User) ?? read.User,
            parsed.GetValue(typed.From) ?? read.Source,
            parsed.GetValue(typed.To) ?? read.Host
        );
        if (read.Missing is { } missing)
        {
            return asked.Screen.Fail($"not said {missing}", ExitCode.Usage);
        }

        if (KeyOf(frame.Environment, parsed.GetValue(typed.Key), out error) is not { } key)
        {
            return asked.Screen.Fail($"--key {error}", ExitCode.Usage);
        }

        var port = parsed.GetValue(typed.Port);
        if (port is <= 0 or > System.Net.IPEndPoint.MaxPort)
        {
            return asked.Screen.Fail(
                $"--port {port}: a port is a number from 1 to {System.Net.IPEndPoint.MaxPort}",
                ExitCode.Usage
            );
        }

        var reply = await asked.Client.Operators.CanAsync(
            new CanRequest
            {
                Host = read.Host,
                User = read.User,
                Source = read.Source,
                Key = key,
                Port = port ?? 0,
            },
            Asked.Options(cancellationToken)
        );
        _ = asked.Show(
            () => CanJson.From(reply),
            FleetJson.Default.CanJson,
            () => new CanText(asked.Screen).Lines(reply)
        );
        return reply.Verdict switch
        {
            LoginVerdict.Yes => ExitCode.Clean,
            LoginVerdict.No => ExitCode.Findings,
            _ => ExitCode.Offline,
        };
    }

    /// <summary>A fingerprint as it is, a file's public key; empty where none was given, null with what is wrong.</summary>
    private static string? KeyOf(CliEnvironment environment, string? typed, out string error)
    {
        error = "";
        if (string.IsNullOrEmpty(typed) || typed.StartsWith("SHA256:", StringComparison.Ordinal))
        {
            return typed ?? "";
        }

        if (environment.FirstLine(typed) is not { } line)
        {
            error = $"{typed}: cannot be read: expected SHA256:… or a file with a public key";
            return null;
        }

        if (AskedKey.Parse(line, out var wrong) is { Line: { Length: > 0 } key })
        {
            return key;
        }

        error = line.Contains("PRIVATE KEY", StringComparison.Ordinal)
            ? $"{typed}: is a private key: name the public one, {typed}.pub"
            : $"{typed}: {wrong}";
        return null;
    }

    private static List<string> Before(CompletionContext context)
    {
        var words = context
            .ParseResult.Tokens.Select(token => token.Value)
            .SkipWhile(word => word != Name)
            .Skip(1)
            .ToList();
        if (context.WordToComplete.Length > 0 && words.Count > 0)
        {
            words.RemoveAt(words.Count - 1);
        }

        return words;
    }

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private sealed record Typed(
        Argument<string[]> Words,
        Option<string?> User,
        Option<string?> From,
        Option<string?> To,
        Option<string?> Key,
        Option<int?> Port
    );
}
