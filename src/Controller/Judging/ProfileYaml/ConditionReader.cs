using System.Collections.Immutable;
using Fleet.Checks.Judging.Expectations;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Collects what an expectation asks of a value. One condition, or both bounds of a range.</summary>
internal sealed class ConditionReader
{
    private readonly Complaints _complaints;
    private readonly ValueReader _value;
    private readonly List<(string Name, PolicyNode At, Condition? Condition)> _said = [];
    private (PolicyNode At, string Bound)? _least;
    private (PolicyNode At, string Bound)? _most;

    public ConditionReader(Complaints complaints)
    {
        (_complaints, _value) = (complaints, new ValueReader(complaints));
        Keys = new Dictionary<string, Action<PolicyNode>>(StringComparer.Ordinal)
        {
            ["equals"] = node =>
                Say(
                    "equals",
                    node,
                    _value.Text("equals", node) is { } one ? new OneOf([one]) : null
                ),
            ["one_of"] = node =>
                Say(
                    "one_of",
                    node,
                    _value.Texts("one_of", node) is { } values ? new OneOf(values) : null
                ),
            ["at_least"] = node => _least = Bound("at_least", node),
            ["at_most"] = node => _most = Bound("at_most", node),
            ["matches_only"] = node =>
                Say(
                    "matches_only",
                    node,
                    _value.Members("matches_only", node) is { } all ? new MatchesOnly(all) : null
                ),
            ["contains"] = node =>
                Say(
                    "contains",
                    node,
                    _value.Members("contains", node) is { } all ? new Contains(all) : null
                ),
            ["contains_none"] = node =>
                Say(
                    "contains_none",
                    node,
                    _value.Members("contains_none", node) is { } all ? new ContainsNone(all) : null
                ),
            ["mode_within"] = node => Say("mode_within", node, Modes(node)),
            ["absent"] = node =>
                Say(
                    "absent",
                    node,
                    _value.Word("absent", node, "true") is null ? null : new Absent()
                ),
            ["present"] = node =>
                Say(
                    "present",
                    node,
                    _value.Word("present", node, "true") is null ? null : new Present()
                ),
        };
    }

    /// <summary>The keys of conditions.</summary>
    public IReadOnlyDictionary<string, Action<PolicyNode>> Keys { get; }

    /// <summary>The condition that was said; null where there is none or too many, which is then complained of.</summary>
    /// <param name="expectation">The expectation as a whole.</param>
    /// <param name="key">The fact's key; null where it is not known.</param>
    public Condition? Condition(PolicyNode expectation, string? key)
    {
        if (_least is not null || _most is not null)
        {
            var at = (_least ?? _most)!.Value.At;
            Say(_least is null ? "at_most" : "at_least", at, Range(key));
        }

        if (_said.Count == 0)
        {
            new Fields(_complaints).Missing(
                expectation,
                $"what is expected is missing; add {Said.Choice([.. Keys.Keys])}"
            );
            return null;
        }

        foreach (var (name, at, _) in _said.Skip(1))
        {
            _complaints.Add(
                at,
                $"{name} beside {_said[0].Name}: an expectation has one condition; write two"
            );
        }

        return _said[0].Condition;
    }

    private void Say(string name, PolicyNode at, Condition? condition) =>
        _said.Add((name, at, condition));

    private (PolicyNode, string)? Bound(string name, PolicyNode node)
    {
        if (_value.Text(name, node) is { } bound)
        {
            return (node, bound);
        }

        Say(name, node, null);
        return null;
    }

    private Within? Range(string? key)
    {
        foreach (var (at, bound) in new[] { _least, _most }.OfType<(PolicyNode, string)>())
        {
            if (!AmountText.IsReadable(key ?? "", bound))
            {
                _complaints.Add(
                    at,
                    $"{Said.Quoted(bound)} is no number and no time such as 90s or 1h30m"
                );
                return null;
            }
        }

        var range = new Within(_least?.Bound, _most?.Bound);
        if (
            _least is var (_, least)
            && _most is var (most, _)
            && !range.Accepts(new FactText(key ?? "", least))
        )
        {
            _complaints.Add(most, $"nothing is {range.Words}");
        }

        return range;
    }

    private ModeWithin? Modes(PolicyNode node)
    {
        var texts =
            node is PolicyScalar
                ? _value.Text("mode_within", node) is { } one
                    ? [one]
                    : null
                : _value.Texts("mode_within", node);
        if (texts is not { } said)
        {
            return null;
        }

        var modes = said.Select(AllowedMode.Parse).ToImmutableArray();
        if (modes.Contains(null))
        {
            _complaints.Add(
                node,
                $"mode_within takes permissions and owners such as 0640 root:root, not {Said.Quoted(said[modes.IndexOf(null)])}"
            );
            return null;
        }

        return new ModeWithin([.. modes.OfType<AllowedMode>()]);
    }
}
