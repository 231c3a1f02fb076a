using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fleet.Checks.Tests;

/// <summary>Captured outputs with the parse that another project expects of them: <c>X.out</c> or <c>X</c> beside <c>X.json</c>, in any folder.</summary>
internal static class Captures
{
    /// <summary>Compares every capture of a kind.</summary>
    /// <param name="agreement">Where the comparisons go.</param>
    /// <param name="folder">The corpus.</param>
    /// <param name="stem">The names of the kind's files, without their endings.</param>
    /// <param name="compare">Name, text and expectation.</param>
    public static void Each(
        Agreement agreement,
        string folder,
        string stem,
        Action<string, string, JsonElement> compare
    )
    {
        var names = new Regex(stem, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        foreach (var path in Corpus.Files(folder, "*.json"))
        {
            var capture = path[..^".json".Length];
            var name = Path.GetFileName(capture);
            // "-streaming" is the same capture, line by line.
            if (!names.IsMatch(name) || name.EndsWith("-streaming", StringComparison.Ordinal))
            {
                continue;
            }

            agreement.Case(
                Corpus.Name(capture),
                () =>
                {
                    using var expected = JsonDocument.Parse(File.ReadAllText(path));
                    var text = File.ReadAllText(
                        File.Exists(capture + ".out") ? capture + ".out" : capture
                    );
                    compare(Corpus.Name(capture), text, expected.RootElement);
                }
            );
        }
    }

    /// <summary>Compares row by row: theirs and ours in the same words. Rows that only one side has are disagreements too.</summary>
    /// <param name="why">The reason where two rows differ and ours is right; empty: a defect.</param>
    public static void Rows(
        this Agreement agreement,
        string name,
        IEnumerable<string> theirs,
        IEnumerable<string>? ours,
        Func<string, string, string>? why = null
    )
    {
        var (expected, got) = (theirs.ToList(), ours?.ToList() ?? []);
        for (var at = 0; at < Math.Max(expected.Count, got.Count); at++)
        {
            var (one, other) = (
                expected.ElementAtOrDefault(at) ?? "no such row",
                got.ElementAtOrDefault(at) ?? "no such row"
            );
            agreement.Compare($"{name} {at + 1}", one, other, why?.Invoke(one, other) ?? "");
        }
    }

    /// <summary>A property as text; null and absent are empty.</summary>
    public static string Text(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ToString()
            : "";

    /// <summary>Several properties as text, a bar between them.</summary>
    public static string Texts(this JsonElement row, params string[] names) =>
        string.Join('|', names.Select(name => row.Text(name)));
}
