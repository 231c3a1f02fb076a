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
    public static IEnumerable<(string Name, string Input, AugeasNode[] Expected)> Cases(
        JsonDocument lens
    )
    {
        var number = 0;
        foreach (var row in lens.RootElement.EnumerateArray())
        {
            number++;
            if (row.GetProperty("expect").ValueKind == JsonValueKind.Array)
            {
                yield return (
                    $"{row.GetProperty("lens").GetString()} {number}",
                    row.GetProperty("input").GetString()!,
                    [
                        .. All(row.GetProperty("expect"))
                            .Where(node =>
                                node.Label.Length > 0 && node.Label[0] is not ('#' or '@')
                            ),
                    ]
                );
            }
        }
    }

    private static IEnumerable<AugeasNode> All(JsonElement nodes) =>
        nodes.EnumerateArray().Select(node => new AugeasNode(node));

    private string Text(string name) =>
        Element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
