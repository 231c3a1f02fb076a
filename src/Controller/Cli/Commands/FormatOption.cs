using System.CommandLine;

namespace Fleet.Controller.Cli.Commands;

/// <summary><c>--format nagios</c>: another form of the answer, with the exit status that belongs to it.</summary>
internal static class FormatOption
{
    private const string Name = "--format";

    public static Option<string> In()
    {
        var format = new Option<string>(Name)
        {
            Description =
                "nagios: one line with figures, exit code 0 OK, 1 warning, 2 critical, 3 unknown",
            HelpName = "FORM",
        };
        return format.AcceptOnlyFromAmong("text", "nagios");
    }

    /// <summary>True where Nagios asks, however wrong the other words are.</summary>
    public static bool IsNagios(ParseResult parsed) =>
        parsed
            .Tokens.Zip(parsed.Tokens.Skip(1))
            .Any(pair => pair is { First.Value: Name, Second.Value: "nagios" });
}
