using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fleet.Controller.Cli.Connecting;
using Fleet.Controller.Cli.Showing;
using Grpc.Core;

namespace Fleet.Controller.Cli.Commands;

/// <summary>What every command shares: the common options, the way to the controller, and what a failure looks like.</summary>
public sealed class CommandFrame(CliEnvironment environment)
{
    public Option<string?> Socket { get; } =
        new("--socket")
        {
            Description = "The controller's unix socket (or FLEET_SOCKET)",
            HelpName = "PATH",
            Recursive = true,
        };

    public Option<string?> Controller { get; } =
        new("--controller")
        {
            Description =
                "A controller elsewhere, https://HOST:PORT (or FLEET_CONTROLLER; with FLEET_PIN and FLEET_TOKEN)",
            HelpName = "URL",
            Recursive = true,
        };

    public Option<bool> Json { get; } =
        new("--json") { Description = "JSON with a schemaVersion, for scripts", Recursive = true };

    public Option<bool> NoColor { get; } =
        new("--no-color") { Description = "No colour (or NO_COLOR)", Recursive = true };

    public Option<bool> Utc { get; } =
        new("--utc") { Description = "Times in UTC", Recursive = true };

    /// <summary>Lines under a command's help.</summary>
    public Dictionary<Command, string[]> Examples { get; } = [];

    public CliEnvironment Environment => environment;

    /// <summary>A command that asks the controller.</summary>
    public Command Asking(
        string name,
        string description,
        string[] examples,
        Symbol[] symbols,
        Func<Asked, CancellationToken, Task<int>> ask
    )
    {
        var command = Plain(name, description, examples, symbols);
        command.SetAction((parsed, cancellationToken) => AskAsync(parsed, ask, cancellationToken));
        return command;
    }

    /// <summary>A command without an action yet.</summary>
    public Command Plain(string name, string description, string[] examples, Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    command.Add(argument);
                    break;
                case Option option:
                    command.Add(option);
                    break;
                case Command sub:
                    command.Add(sub);
                    break;
            }
        }

        Examples[command] = examples;
        return command;
    }

    public Screen ScreenOf(ParseResult parsed) =>
        environment.Screen(
            parsed.GetValue(Json),
            parsed.GetValue(NoColor),
            parsed.GetValue(Utc)
        ) with
        {
            IsNagios = FormatOption.IsNagios(parsed),
        };

    /// <summary>The way to the controller: what was typed counts before the environment, and there a socket before a URL.</summary>
    /// <exception cref="UnusableAddressException">The words do not say where it is.</exception>
    public ControllerClient ClientOf(ParseResult parsed) =>
        new(AddressOf(parsed), environment.Time);

    private ControllerAddress AddressOf(ParseResult parsed)
    {
        var socket = parsed.GetValue(Socket);
        var url = parsed.GetValue(Controller);
        if (socket is not null && url is not null)
        {
            throw new UnusableAddressException(
                "--socket and --controller name two controllers: give one"
            );
        }

        url ??= socket is null && Set("FLEET_SOCKET") is null ? Set("FLEET_CONTROLLER") : null;
        return url is null
            ? new ControllerAddress.Local(
                environment.SocketPath.ForAsking(socket, environment.FileExists)
            )
            : ControllerAddress.At(url, Set("FLEET_PIN"), Set("FLEET_TOKEN") ?? TokenFile());
    }

    private string? TokenFile() =>
        Set("FLEET_TOKEN_FILE") is { } path
            ? environment.FirstLine(path)
                ?? throw new UnusableAddressException(
                    $"{path} (FLEET_TOKEN_FILE) cannot be read: expected a file with an API token"
                )
            : null;

    private string? Set(string variable) =>
        environment.Variable(variable) is { Length: > 0 } value ? value : null;

    private async Task<int> AskAsync(
        ParseResult parsed,
        Func<Asked, CancellationToken, Task<int>> ask,
        CancellationToken cancellationToken
    )
    {
        var screen = ScreenOf(parsed);
        using var client = ClientOf(parsed);
        try
        {
            return await ask(new(parsed, client, screen), cancellationToken);
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            var (said, exitCode) = Failure.Of(failure, client);
            return screen.Fail(said, exitCode);
        }
    }
}

/// <summary>A command's question on its way.</summary>
public sealed record Asked(ParseResult Parsed, ControllerClient Client, Screen Screen)
{
    /// <summary>Call options with a deadline: no command waits for ever.</summary>
    public static CallOptions Options(CancellationToken cancellationToken) =>
        new(
            deadline: TimeProvider.System.GetUtcNow().UtcDateTime + ControllerClient.Patience,
            cancellationToken: cancellationToken
        );

    /// <summary>For answers that come host by host, from fleets of any size.</summary>
    public static CallOptions Patiently(CancellationToken cancellationToken) =>
        new(
            deadline: TimeProvider.System.GetUtcNow().UtcDateTime + ControllerClient.LongPatience,
            cancellationToken: cancellationToken
        );

    /// <summary>Shows an answer in the form asked for.</summary>
    public int Show<T>(Func<T> json, JsonTypeInfo<T> type, Func<IEnumerable<string>> text)
    {
        if (Screen.Json)
        {
            Screen.Line(JsonSerializer.Serialize(json(), type));
        }
        else
        {
            Screen.Lines(text());
        }

        return ExitCode.Clean;
    }
}
