using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Reads how a control, or a part of one, is judged: <c>rule</c>, <c>expect</c>, <c>all</c>, <c>any</c> or <c>manual</c>.</summary>
internal sealed class JudgementReader(CheckCatalog catalog, Complaints complaints)
{
    /// <summary>The keys that say it; <c>with</c> belongs to <c>rule</c>.</summary>
    public static readonly string[] Known = ["rule", "with", "expect", "all", "any", "manual"];

    private readonly Fields _fields = new(complaints);
    private readonly ValueReader _value = new(complaints);
    private readonly RuleUseReader _rule = new(catalog, complaints);
    private readonly ExpectationReader _expectation = new(catalog, complaints);

    /// <summary>Null where it cannot be read, which is then complained of.</summary>
    /// <param name="node">The control, or the part.</param>
    /// <param name="entries">Its entries that say how it is judged, by key.</param>
    /// <param name="severity">The control's severity.</param>
    public Judgement? Read(
        PolicyNode node,
        IReadOnlyDictionary<string, PolicyNode> entries,
        Severity severity
    )
    {
        var ways = entries.Keys.Where(key => key != "with").ToArray();
        if (ways.Length == 0)
        {
            _fields.Missing(
                node,
                $"how it is judged is missing; add {Said.Choice([.. Known.Where(key => key != "with")])}"
            );
            return null;
        }

        foreach (var second in ways.Skip(1))
        {
            complaints.Add(
                entries[second],
                $"{second} beside {ways[0]}: it is judged in one way; put both under all or any"
            );
        }

        var with = entries.GetValueOrDefault("with");
        if (with is not null && ways[0] != "rule")
        {
            complaints.Add(with, "with has the parameters of a rule, and there is no rule");
        }

        var said = entries[ways[0]];
        return ways[0] switch
        {
            "rule" => _rule.Read(said, with),
            "expect" => _expectation.Read(said, severity) is { } expected
                ? new ByExpectation(expected)
                : null,
            "all" => Parts("all", said, severity) is { } parts ? new AllOf(parts) : null,
            "any" => Parts("any", said, severity) is { } parts ? new AnyOf(parts) : null,
            _ => _value.Text("manual", said) is { } reason ? new ByHand(reason) : null,
        };
    }

    private ImmutableArray<Judgement>? Parts(string name, PolicyNode node, Severity severity)
    {
        if (node is not PolicyList { Items.Count: > 1 } list)
        {
            if (node is not PolicyRefused)
            {
                complaints.Add(node, $"{name} takes a list of at least two, each judged by itself");
            }

            return null;
        }

        var parts = list.Items.Select(item => Part(item, severity)).ToList();
        return parts.Contains(null) ? null : [.. parts.OfType<Judgement>()];
    }

    private Judgement? Part(PolicyNode item, Severity severity)
    {
        var entries = new Dictionary<string, PolicyNode>(StringComparer.Ordinal);
        var readers = Known.ToDictionary<string, string, Action<PolicyNode>>(
            key => key,
            key => value => entries[key] = value
        );
        return _fields.Read("a part", item, readers) ? Read(item, entries, severity) : null;
    }
}
