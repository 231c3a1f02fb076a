using System.Text.Json;

namespace Fleet.Checks.Tests.Parsing;

/// <summary>A node of the trees that augeas' lens tests expect.</summary>
internal readonly record struct AugeasNode(JsonElement Element)
{
    public string Label => Text("label");

    public string Value => Text("value");

    public IEnumerable<AugeasNode> Children =>
        Element.TryGetProperty("children", out var children) ? All(children) : [];

    /// <summary>The value of the first child with a label; empty where there is none.</summary>
    public string this[string label] =>
        Children
            .Where(child => child.Label == label)
            .Select(child => child.Value)
            .FirstOrDefault("");

    public IEnumerable<string> Values(string label) =>
        Children.Where(child => child.Label == label).Select(child => child.Value);

    /// <summary>The cases of a lens: input and expected nodes; comments, blank lines and what only NIS knows are left out, since nothing here reads them.</summary>
    public static void Each(
        Agreement agreement,
        string lens,
        Action<string, string, AugeasNode[]> compare
    ) =>
        agreement.Rows(
            $"augeas_lens_cases/{lens}.json",
            (name, row) =>
            {
                // The other kind expects a parse error: augeas takes no file that it could not write back, a reader passes over the line.
                if (row.GetProperty("expect") is { ValueKind: JsonValueKind.Array } expect)
                {
                    compare(
                        $"{row.GetProperty("lens").GetString()} {name}",
                        row.GetProperty("input").GetString()!,
                        [
                            .. All(expect)
                                .Where(node =>
                                    node.Label.Length > 0 && node.Label[0] is not ('#' or '@')
                                ),
                        ]
                    );
                }
            }
        );

    private static IEnumerable<AugeasNode> All(JsonElement nodes) =>
        nodes.EnumerateArray().Select(node => new AugeasNode(node));

    private string Text(string name) =>
        Element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
