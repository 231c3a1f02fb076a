using Fleet.Checks.Reporting;
using Fleet.Controller.Cli.Showing;

namespace Fleet.Controller.Cli.Connecting;

/// <summary>What the commands take from the process they run in.</summary>
public sealed record CliEnvironment
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable; null: unset.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The terminal's width; null: the output is no terminal.</summary>
    public required int? TerminalWidth { get; init; }

    public required TimeProvider Time { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required bool IsRoot { get; init; }

    public required Func<string, bool> FileExists { get; init; }

    /// <summary>A text file's first line; null: it cannot be read.</summary>
    public required Func<string, string?> FirstLine { get; init; }

    /// <summary>Standard input.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>True where somebody types at it.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Opens a text file; null: it cannot be read.</summary>
    public Func<string, TextReader?> OpenText { get; init; } = Open;

    public SocketPath SocketPath => new(Variable, IsRoot);

    public Screen Screen(bool json, bool noColor, bool utc) =>
        new(
            Out,
            Error,
            TerminalWidth ?? Showing.Screen.Unbounded,
            // https://no-color.org: any value that is not empty.
            new Ink(
                TerminalWidth is not null
                    && !noColor
                    && string.IsNullOrEmpty(Variable("NO_COLOR"))
                    && Variable("TERM") != "dumb"
            ),
            json,
            new TimeWords(Time, utc ? TimeZoneInfo.Utc : Zone)
        );

    public static CliEnvironment OfThisProcess() =>
        new()
        {
            Out = Console.Out,
            Error = Console.Error,
            Variable = Environment.GetEnvironmentVariable,
            TerminalWidth = Console.IsOutputRedirected ? null : Math.Max(40, Console.WindowWidth),
            Time = TimeProvider.System,
            Zone = TimeZoneInfo.Local,
            IsRoot = Environment.IsPrivilegedProcess,
            FileExists = File.Exists,
            FirstLine = ReadFirstLine,
            In = Console.In,
            IsInputTerminal = !Console.IsInputRedirected,
        };

    private static StreamReader? Open(string path)
    {
        try
        {
            return File.OpenText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? ReadFirstLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
