using System.CommandLine;
using System.CommandLine.Parsing;
using Fleet.Agent.Disk;
using Fleet.Checks.Host;

namespace Fleet.Agent.Cli;

/// <summary>Options that more than one command has.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json() =>
        new("--json") { Description = "JSON with a schemaVersion instead of text." };

    /// <summary>Another form of the answer, with the exit status that belongs to it.</summary>
    public static Option<string> Format()
    {
        var format = new Option<string>(FormatName)
        {
            Description =
                "nagios: one line with figures, exit 0 OK, 1 warning, 2 critical, 3 unknown.",
            HelpName = "FORM",
        };
        return format.AcceptOnlyFromAmong("text", "nagios");
    }

    /// <summary>True where Nagios asks, however wrong the other words are: its exit statuses are not ours.</summary>
    public static bool IsNagios(ParseResult parsed) =>
        parsed
            .Tokens.Zip(parsed.Tokens.Skip(1))
            .Any(pair => pair is { First.Value: FormatName, Second.Value: "nagios" });

    private const string FormatName = "--format";

    public static Option<bool> NoColor() =>
        new("--no-color") { Description = "No colour; NO_COLOR in the environment says the same." };

    public static Option<string> Data() =>
        new("--data")
        {
            Description = "Where the agent keeps its key and its spool.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => DataFolder.Default,
        };

    /// <summary>Capabilities by name: <c>read-privileged</c> for <see cref="Capability.ReadPrivileged"/>.</summary>
    public static Option<Capability[]> Deny() =>
        new("--deny")
        {
            Description =
                $"What the agent may not do here (repeatable): {string.Join(", ", Names.Keys)}.",
            HelpName = "CAPABILITY",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result => [.. result.Tokens.Select(token => Parse(token, result))],
            DefaultValueFactory = _ => [],
        };

    /// <summary>The capability of that name; null where there is none.</summary>
    public static Capability? CapabilityOf(string name) =>
        Names.TryGetValue(name, out var capability) ? capability : null;

    private static readonly Dictionary<string, Capability> Names = Enum.GetValues<Capability>()
        .Where(capability => capability != Capability.Unspecified)
        .ToDictionary(Kebab, StringComparer.Ordinal);

    private static Capability Parse(Token token, ArgumentResult result)
    {
        if (CapabilityOf(token.Value) is { } capability)
        {
            return capability;
        }

        result.AddError(
            $"there is no capability {token.Value}; there are {string.Join(", ", Names.Keys)}"
        );
        return Capability.Unspecified;
    }

    private static string Kebab(Capability capability) =>
        string.Concat(
            capability
                .ToString()
                .Select(
                    (c, i) =>
                        char.IsAsciiLetterUpper(c)
                            ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}"
                            : $"{c}"
                )
        );
}
