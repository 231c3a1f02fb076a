using System.Collections.Immutable;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads which hosts a part speaks of: <c>host:</c> and <c>labels:</c>, which stand among the part's other keys.</summary>
internal sealed class SelectorReader(Complaints complaints)
{
    private readonly ValueReader _value = new(complaints);
    private string _host = "";
    private ImmutableSortedDictionary<string, string> _labels = ImmutableSortedDictionary<
        string,
        string
    >.Empty;

    /// <summary>For the mapping that they stand in.</summary>
    public IReadOnlyList<MappingKey> Keys => [new("host", ReadHost), new("labels", ReadLabels)];

    /// <summary>True where one of them is there, understood or not.</summary>
    public bool IsSaid { get; private set; }

    /// <summary>What was read so far; nothing: every host.</summary>
    public HostSelector Selector => new(_host, _labels);

    private void ReadHost(PolicyNode node)
    {
        IsSaid = true;
        _host = _value.Line("host", node, "web-12 or web-*") ?? _host;
    }

    private void ReadLabels(PolicyNode node)
    {
        IsSaid = true;
        if (node is not PolicyMap { Entries.Count: > 0 } map)
        {
            if (node is not PolicyRefused)
            {
                complaints.Add(
                    node,
                    $"labels takes names and values such as env: prod, not {Said.What(node)}"
                );
            }

            return;
        }

        foreach (var (key, value) in PolicyYaml.Keys.Of(map, complaints))
        {
            if (key.Text.Length == 0 || key.Text.Contains('=', StringComparison.Ordinal))
            {
                complaints.Add(key, $"{Said.Quoted(key.Text)} cannot be a label's name");
            }
            else if (_value.Line(key.Text, value, "prod") is { } text)
            {
                _labels = _labels.SetItem(key.Text, text);
            }
        }
    }
}
