using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Expectations;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Policies.Comparing;

/// <summary>One setting of a rule that two policies say differently of a host.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Setting"><c>severity</c>, <c>off</c>, a parameter, or <c>expect</c> for a rule of the policy itself.</param>
/// <param name="Before">By the one; empty: there is no such rule.</param>
/// <param name="After">By the other.</param>
public sealed record SettingDifference(string Rule, string Setting, string Before, string After)
{
    private const string Expect = "expect";

    /// <summary>Everything that is different of rules for a host, by rule.</summary>
    public static IEnumerable<SettingDifference> Of(JudgingRules before, JudgingRules after) =>
        Ids(before, after)
            .SelectMany(id =>
            {
                var (one, other) = (Settings(before, id), Settings(after, id));
                // Of a rule that only one of them has, more than what it expects is noise.
                string[] settings =
                    one.Count == 0 || other.Count == 0
                        ? [Expect]
                        : [.. one.Keys.Union(other.Keys, StringComparer.Ordinal)];
                return settings.Select(setting => new SettingDifference(
                    id,
                    setting,
                    one.GetValueOrDefault(setting, ""),
                    other.GetValueOrDefault(setting, "")
                ));
            })
            .Where(difference => difference.Before != difference.After);

    /// <summary>Rules that either speaks of: of all others they say the same.</summary>
    private static IEnumerable<string> Ids(JudgingRules before, JudgingRules after) =>
        before
            .Policy.Rules.Keys.Concat(after.Policy.Rules.Keys)
            .Concat(Own(before.Catalog))
            .Concat(Own(after.Catalog))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Own(CheckCatalog catalog) =>
        catalog
            .Checks.OfType<CheckWithRules>()
            .SelectMany(check => check.Rules)
            .OfType<ExpectedFactRule>()
            .Select(rule => rule.Declaration.Id);

    private static Dictionary<string, string> Settings(JudgingRules rules, string id)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (rules.Catalog.FindRule(id) is not { } rule)
        {
            return settings;
        }

        var said = rules.Policy.Rules.GetValueOrDefault(id);
        if (rule is ExpectedFactRule own)
        {
            settings[Expect] = own.Expected.ToString();
        }

        settings[RuleSettings.Severity] = RuleSettings.Word(
            said?.Severity ?? rule.Declaration.Severity
        );
        settings[RuleSettings.Off] = RuleSettings.Word(said?.Off ?? false);
        foreach (var (name, declared) in rule.Declaration.Parameters)
        {
            settings[name] = said?.Parameters.GetValueOrDefault(name, declared) ?? declared;
        }

        return settings;
    }
}
