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
