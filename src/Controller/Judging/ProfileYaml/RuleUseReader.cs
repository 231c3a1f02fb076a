using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Reads which built-in rule judges a control, and with which parameters.</summary>
internal sealed class RuleUseReader(CheckCatalog catalog, Complaints complaints)
{
    private readonly ValueReader _value = new(complaints);
    private readonly ParameterReader _parameter = new(complaints);

    /// <summary>Null where there is no such rule, which is then complained of.</summary>
    /// <param name="said">The rule's id.</param>
    /// <param name="with">Its parameters; null: none are said.</param>
    public ByRule? Read(PolicyNode said, PolicyNode? with)
    {
        if (_value.Text("rule", said) is not { } id)
        {
            return null;
        }

        if (catalog.FindRule(id)?.Declaration is not { } rule)
        {
            var ids = catalog.Rules.Select(known => known.Declaration.Id);
            complaints.Add(
                said,
                $"there is no rule {Said.Quoted(id)}{Said.DidYouMean(NearestName.To(id, ids))}"
            );
            return null;
        }

        return new ByRule(
            id,
            with is null ? ImmutableDictionary<string, string>.Empty : Parameters(rule, with)
        );
    }

    private ImmutableDictionary<string, string> Parameters(RuleDeclaration rule, PolicyNode with)
    {
        var parameters = ImmutableDictionary.CreateBuilder<string, string>();
        if (rule.Parameters.IsEmpty)
        {
            complaints.Add(with, $"{rule.Id} has no parameters");
            return parameters.ToImmutable();
        }

        var readers = rule
            .Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary<KeyValuePair<string, string>, string, Action<PolicyNode>>(
                pair => pair.Key,
                pair =>
                    value =>
                    {
                        if (_parameter.Read(pair.Key, pair.Value, value) is { } text)
                        {
                            parameters[pair.Key] = text;
                        }
                    }
            );
        _ = new Fields(complaints).Read($"with of {rule.Id}", with, readers);
        return parameters.ToImmutable();
    }
}
