using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Checks.Catalog;

namespace Fleet.Checks.Diagnosis.Explain.Advices;

/// <summary>What a text names, for the commands: <c>{user}</c>, <c>{host}</c>, <c>{port}</c>, <c>{source}</c>, <c>{path:its default}</c>. What it does not name stays a word in capitals to be replaced.</summary>
public sealed partial record Blanks(ImmutableDictionary<string, string> Values)
{
    public static Blanks None { get; } = new(ImmutableDictionary<string, string>.Empty);

    public static Blanks From(LoginQuestion asked) =>
        None.With("user", asked.User)
            .With("host", asked.Host)
            .With("port", asked.Port.ToString(CultureInfo.InvariantCulture))
            .With("source", asked.Source?.ToString() ?? "");

    /// <summary>An empty value names nothing.</summary>
    public Blanks With(string name, string value) =>
        value.Length == 0 ? this : new Blanks(Values.SetItem(name, value));

    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>The command with each blank filled in, quoted for a shell.</summary>
    public string Fill(string command) => Blank().Replace(command, Word);

    private string Word(Match blank)
    {
        var name = blank.Groups["name"].Value;
        return Values.TryGetValue(name, out var value) ? ShellWord.Quote(value)
            : blank.Groups["default"] is { Success: true } own
                ? own.Value.Replace("USER", Fill("{user}"), StringComparison.Ordinal)
            : name.ToUpperInvariant();
    }

    [GeneratedRegex(
        @"\{(?<name>[a-z]+)(:(?<default>[^}]*))?\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Blank();
}
