using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads <c>rules:</c>, which has rule ids and what the policy says of each.</summary>
internal sealed class RulesReader(CheckCatalog catalog, Complaints complaints)
{
    /// <summary>A shorter one is the beginning of too many.</summary>
    private const int ShortestName = 4;

    private readonly RuleReader _rule = new(complaints);

    public ImmutableDictionary<string, RulePolicy> Read(PolicyNode node)
    {
        switch (node)
        {
            case PolicyMap map:
                return Read(map);
            case PolicyRefused or PolicyScalar { IsNothing: true }:
                break;
            default:
                complaints.Add(
                    node,
                    $"rules takes rule ids with what is said of each below, not {Said.What(node)}"
                );
                break;
        }

        return Policy.BuiltIn.Rules;
    }

    private ImmutableDictionary<string, RulePolicy> Read(PolicyMap map)
    {
        var rules = Policy.BuiltIn.Rules.ToBuilder();
        foreach (var (id, said) in Keys.Of(map, complaints))
        {
            var rule = catalog.FindRule(id.Text)?.Declaration;
            if (rule is null)
            {
                complaints.Add(id, Unknown(id.Text));
            }

            rules[id.Text] = _rule.Read(id, rule, said);
        }

        return rules.ToImmutable();
    }

    private string Unknown(string id)
    {
        var ids = catalog.Rules.Select(rule => rule.Declaration.Id).ToArray();
        return catalog.Find(id) is { } check
            ? $"{id} is a check; say which of its rules: {Said.Choice([.. check.Rules.Select(rule => rule.Declaration.Id)])}"
            : $"there is no rule {Said.Quoted(id)}{Said.DidYouMean(NearestName.To(id, ids) ?? NearestByName(id, ids))}";
    }

    /// <summary>For who left out the check's id: <c>permit_root_login</c>.</summary>
    private static string? NearestByName(string name, IEnumerable<string> ids)
    {
        if (name.Length < ShortestName)
        {
            return null;
        }

        var byName = ids.GroupBy(id => id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..])
            .ToDictionary(group => group.Key, group => group.First());
        return NearestName.To(name, byName.Keys) is { } nearest ? byName[nearest] : null;
    }
}
