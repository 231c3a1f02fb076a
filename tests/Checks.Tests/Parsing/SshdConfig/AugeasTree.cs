using System.Text.Json;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Tests.Parsing.SshdConfig;

/// <summary>Brings the tree of an augeas lens case and our reading into one form: <c>conditions | keyword words</c>, words in order.</summary>
internal static class AugeasTree
{
    public static IEnumerable<string> Flatten(SshdConfiguration config) =>
        config.Directives.Select(d =>
            string.Join(
                ' ',
                d.Conditions.SelectMany(m => m.Criteria).Select(c => $"{c.Kind}={c.Argument}")
            ) + $" | {d.Name} {string.Join(' ', d.Words.SelectMany(w => w.Split(',')))}"
        );

    public static IEnumerable<string> Flatten(JsonElement nodes, string conditions = "")
    {
        foreach (var node in nodes.EnumerateArray())
        {
            var label = node.GetProperty("label").GetString()!;
            if (label.Equals("Match", StringComparison.OrdinalIgnoreCase))
            {
                var children = node.GetProperty("children");
                var condition = string.Join(
                    ' ',
                    Children(children[0]).Select(c => $"{Label(c)}={Value(c)}")
                );
                foreach (var line in Flatten(children[1].GetProperty("children"), condition))
                {
                    yield return line;
                }

                continue;
            }

            // Neither is a setting for sshd: a comment, and a keyword it ignores.
            if (label is "#comment" or "Protocol")
            {
                continue;
            }

            var words = Children(node)
                .Select(c => label == "Subsystem" ? $"{Label(c)} {Value(c)}" : Value(c));
            var value = node.TryGetProperty("value", out var own)
                ? own.GetString()!
                : string.Join(' ', words);
            yield return $"{conditions} | {Name(label)} {value}";
        }
    }

    private static string Name(string label) =>
        SshdText.Read($"{label} x").Directives is [var directive] ? directive.Name : Spelled(label);

    // Keywords that refuse the word "x" are asked for by one they take.
    private static string Spelled(string label) =>
        new[] { "yes", "22", "a b", "/x" }
            .SelectMany(word => SshdText.Read($"{label} {word}").Directives)
            .Select(d => d.Name)
            .FirstOrDefault(label);

    private static IEnumerable<JsonElement> Children(JsonElement node) =>
        node.TryGetProperty("children", out var children) ? children.EnumerateArray() : [];

    private static string Label(JsonElement node) => node.GetProperty("label").GetString()!;

    private static string Value(JsonElement node) => node.GetProperty("value").GetString()!;
}
