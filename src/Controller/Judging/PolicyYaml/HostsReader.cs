using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads <c>hosts:</c>, a list of what is said of rules for some hosts.</summary>
internal sealed class HostsReader(RulesReader rules, Complaints complaints)
{
    private const string What = "an entry of hosts";

    private readonly MappingReader _mapping = new(complaints);

    public IEnumerable<PolicyLayer> Read(PolicyNode node) =>
        _mapping.List(node, "hosts", "hosts with their rules", ReadOne);

    private PolicyLayer? ReadOne(PolicyNode node)
    {
        var selector = new SelectorReader(complaints);
        PolicyNode? said = null;
        var rulesKey = new MappingKey(
            "rules",
            value => said = value,
            "rules: {ssh.config/permit_root_login: {severity: low}}"
        );
        if (!_mapping.Read(node, What, [.. selector.Keys, rulesKey]))
        {
            return null;
        }

        var hosts = selector.Selector;
        if (
            hosts.Specificity == Specificity.Fleet
            && !selector.IsSaid
            && node is PolicyMap { IsCut: false }
        )
        {
            complaints.Add(
                node,
                $"{What} needs host or labels; what holds for every host stands in rules"
            );
        }

        return said is null
            ? null
            : rules.Read(hosts, said) with
            {
                Place = complaints.PlaceOf(node),
            };
    }
}
