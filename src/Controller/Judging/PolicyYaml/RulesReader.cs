using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Reporting;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads <c>rules:</c>, which has rule ids and what the policy says of each.</summary>
internal sealed class RulesReader(CheckCatalog catalog, Complaints complaints)
{
    /// <summary>A shorter one is the beginning of too many.</summary>
    private const int ShortestName = 4;

    private readonly RuleReader _rule = new(complaints);

    public PolicyLayer Read(HostSelector hosts, PolicyNode node)
    {
        switch (node)
        {
            case PolicyMap map:
                return Read(hosts, map);
            case PolicyRefused or PolicyScalar { IsNothing: true }:
                break;
            default:
                complaints.Add(
                    node,
                    $"rules takes rule ids with what is said of each below, not {Said.What(node)}"
                );
                break;
        }

        return new PolicyLayer(
            hosts,
            ImmutableDictionary<string, RuleSaid>.Empty,
            ImmutableDictionary<string, PolicyPlace>.Empty
        );
    }

    private PolicyLayer Read(HostSelector hosts, PolicyMap map)
    {
        var rules = ImmutableDictionary.CreateBuilder<string, RuleSaid>(StringComparer.Ordinal);
        var places = ImmutableDictionary.CreateBuilder<string, PolicyPlace>(StringComparer.Ordinal);
        foreach (var (id, said) in Keys.Of(map, complaints))
        {
            var rule = catalog.FindRule(id.Text)?.Declaration;
            if (rule is null)
            {
                complaints.Add(id, Unknown(id.Text));
            }

            rules[id.Text] = _rule.Read(id, rule, said);
            places[id.Text] = complaints.PlaceOf(id);
            foreach (var (key, value) in (said as PolicyMap)?.Entries ?? [])
            {
                places[$"{id.Text}.{key.Text}"] = complaints.PlaceOf(value);
            }
        }

        return new PolicyLayer(hosts, rules.ToImmutable(), places.ToImmutable())
        {
            Place = complaints.PlaceOf(map),
        };
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
