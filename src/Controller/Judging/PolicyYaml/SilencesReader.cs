using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads <c>silences:</c>, during which nobody is told: once, or again and again.</summary>
internal sealed class SilencesReader(RuleNames rules, Complaints complaints)
{
    private readonly MappingReader _mapping = new(complaints);
    private readonly ValueReader _value = new(complaints);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public IEnumerable<Silence> Read(PolicyNode node) =>
        _mapping.List(node, "silences", "silences", ReadOne);

    private Silence? ReadOne(PolicyNode node)
    {
        var hosts = new SelectorReader(complaints);
        var window = new WindowReader(complaints);
        var (name, rule, reason) = ("", "", "");
        var isMapping = _mapping.Read(
            node,
            "a silence",
            [
                new("name", value => name = ReadName(value), "name: patch-night"),
                .. hosts.Keys,
                new("rule", value => rule = rules.Read(value)),
                new(
                    "reason",
                    value => reason = _value.Line("reason", value, "\"monthly updates\"") ?? "",
                    "reason: why nobody is to be told"
                ),
                .. window.Keys,
            ]
        );
        return isMapping && window.Read(node) is { } holds
            ? new Silence(name, hosts.Selector, rule, reason, holds)
            : null;
    }

    private string ReadName(PolicyNode value)
    {
        var name = _value.Line("name", value, "patch-night") ?? "";
        if (name.Length > 0 && !_names.Add(name))
        {
            complaints.Add(
                value,
                $"a silence before is called {Said.Raw(name)} too; name it otherwise"
            );
        }

        return name;
    }
}
