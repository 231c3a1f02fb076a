using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads <c>waivers:</c>, accepted exceptions that have a reason and an end.</summary>
internal sealed class WaiversReader(RuleNames rules, Complaints complaints)
{
    private readonly MappingReader _mapping = new(complaints);
    private readonly ValueReader _value = new(complaints);

    public IEnumerable<Waiver> Read(PolicyNode node) =>
        _mapping.List(node, "waivers", "waivers", ReadOne);

    private Waiver? ReadOne(PolicyNode node)
    {
        var hosts = new SelectorReader(complaints);
        var (rule, subject, reason, by) = ("", "", "", "");
        DateTimeOffset? until = null;
        var isMapping = _mapping.Read(
            node,
            "a waiver",
            [
                .. hosts.Keys,
                new(
                    "rule",
                    value => rule = rules.Read(value),
                    "rule: ssh.config/permit_root_login"
                ),
                new("subject", value => subject = _value.Line("subject", value, "alice") ?? ""),
                new(
                    "reason",
                    value => reason = _value.Line("reason", value, "\"vendor needs it\"") ?? "",
                    "reason: why this is accepted"
                ),
                new("by", value => by = _value.Line("by", value, "alice") ?? ""),
                new("until", value => until = _value.Moment("until", value), "until: 2027-01-31"),
            ]
        );
        return isMapping && until is { } end
            ? new Waiver(hosts.Selector, rule, subject, reason, by, end, complaints.PlaceOf(node))
            : null;
    }
}
