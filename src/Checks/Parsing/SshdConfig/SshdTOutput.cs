using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Reads what <c>sshd -T</c> prints (sshd(8)): one lower-case keyword and value a line, lists on repeated lines.</summary>
public static class SshdTOutput
{
    /// <summary>The effective values, in canonical form. False where the text is no such output.</summary>
    public static bool TryRead(string output, out SshdEffective effective)
    {
        var lines = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var blank = line.IndexOf(' ');
            var word = blank < 0 ? line : line[..blank];
            var name = SshdKeywords.Spelling(word);
            if (IsOldTwin(word) && lines.ContainsKey(name))
            {
                continue;
            }

            if (!lines.TryGetValue(name, out var values))
            {
                lines[name] = values = [];
            }

            values.Add(blank < 0 ? "" : Canonical(name, line[(blank + 1)..].TrimEnd()));
        }

        effective = new SshdEffective(
            lines.Select(entry => new SshdSetting(
                entry.Key,
                Ordered(entry.Key, entry.Value),
                Source: null
            )),
            unsure: []
        );
        return lines.ContainsKey("Port") && lines.ContainsKey("PermitRootLogin");
    }

    // Before 8.7 both this and kbdinteractiveauthentication are printed; the latter is the effective one.
    private static bool IsOldTwin(string word) => word == "challengeresponseauthentication";

    private static string Canonical(string name, string value) =>
        SshdKeywords.Find(name) is { Kind: SshdValueKind.State } keyword
        && keyword.States.TryGetValue(value, out var state)
            ? state
        : name == "LogLevel" ? SshdValue.Documented(value)
        : value;

    private static ImmutableArray<string> Ordered(string name, List<string> values) =>
        name == "ListenAddress" ? SshdListen.Sorted(values) : [.. values];
}
