using System.CommandLine;
using System.Globalization;
using Fleet.Controller.Cli.Commands;
using Fleet.Controller.Cli.Serving;

namespace Fleet.Controller.Cli.Up;

/// <summary>The options of <c>fleet up</c>.</summary>
internal sealed class UpWords
{
    public Option<string?> Data { get; } =
        new("--data")
        {
            Description = "Data folder of both (default: FLEET_DATA, or ./.fleet)",
            HelpName = "DIR",
        };

    public Option<string?> Listen { get; } =
        new("--listen")
        {
            Description =
                $"Where the agent connects (default: 127.0.0.1:{ServeOptions.DefaultPort}, or another port where that is taken)",
            HelpName = "ADDRESS:PORT",
        };

    public Option<TimeSpan?> For { get; } =
        new("--for")
        {
            Description = "End by itself after this time, such as 90s or 5m",
            HelpName = "TIME",
            CustomParser = parsed =>
            {
                var text = parsed.Tokens[0].Value;
                if (Span(text) is { } span)
                {
                    return span;
                }

                parsed.AddError($"--for {text}: expected a time such as 90s, 5m or 1h");
                return null;
            },
        };

    /// <exception cref="CannotStartException">A value is malformed.</exception>
    public ServeOptions Read(CommandFrame frame, ParseResult parsed)
    {
        var given = parsed.GetValue(Data);
        var paths = frame.Environment.SocketPath;
        var data = given ?? paths.SetData ?? "./.fleet";
        var listen = parsed.GetValue(Listen);
        var wanted = ServeWords.EndPoint(
            "--listen",
            listen ?? $"127.0.0.1:{ServeOptions.DefaultPort}"
        );
        return new(
            data,
            ServeOptions.Free(wanted, orAnother: listen is null),
            Advertise: null,
            paths.ForServing(
                parsed.GetValue(frame.Socket)
                    ?? (given is null ? frame.Environment.Variable("FLEET_SOCKET") : null),
                data
            ),
            Policy: null,
            Metrics: null
        );
    }

    private static TimeSpan? Span(string text)
    {
        var unit = text.Length == 0 ? ' ' : text[^1];
        var seconds = unit switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        };
        return
            seconds > 0
            && int.TryParse(
                text[..^1],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
            && count is > 0 and < 100_000
            ? TimeSpan.FromSeconds((double)count * seconds)
            : null;
    }
}
