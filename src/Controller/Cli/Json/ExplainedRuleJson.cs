using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet policy explain --json</c> prints.</summary>
public sealed record ExplainedRuleJson(
    int SchemaVersion,
    string Host,
    string Rule,
    string Title,
    long Version,
    IReadOnlyList<ExplainedSettingJson> Settings,
    IReadOnlyList<ExceptionJson> Waivers,
    IReadOnlyList<ExceptionJson> Silences,
    IReadOnlyList<ExplainedFindingJson> Findings
)
{
    public static ExplainedRuleJson From(RuleExplanation rule) =>
        new(
            FleetJson.SchemaVersion,
            rule.Host,
            rule.Rule,
            rule.Title,
            rule.Version,
            [.. rule.Settings.Select(ExplainedSettingJson.From)],
            [.. rule.Waivers.Select(ExceptionJson.From)],
            [.. rule.Silences.Select(ExceptionJson.From)],
            [.. rule.Findings.Select(ExplainedFindingJson.From)]
        );
}

/// <summary>A setting of a rule: what decides it, and what that stands over.</summary>
public sealed record ExplainedSettingJson(
    string Setting,
    string Value,
    string Place,
    string Hosts,
    IReadOnlyList<ExplainedSettingJson> Over
)
{
    public static ExplainedSettingJson From(SettingExplanation setting) =>
        new(
            setting.Setting,
            setting.Value,
            setting.Place,
            setting.Hosts,
            [.. setting.Over.Select(From)]
        );
}

/// <summary>A waiver or a silence.</summary>
public sealed record ExceptionJson(
    string Name,
    string Reason,
    string By,
    string Place,
    bool Holds,
    DateTimeOffset? Until
)
{
    public static ExceptionJson From(ExceptionInForce exception) =>
        new(
            exception.Name,
            exception.Reason,
            exception.By,
            exception.Place,
            exception.Holds,
            exception.Until?.ToDateTimeOffset()
        );
}

/// <summary>What comes of the rule now.</summary>
public sealed record ExplainedFindingJson(
    string Subject,
    string Outcome,
    string Severity,
    string Summary
)
{
    public static ExplainedFindingJson From(Finding finding) =>
        new(
            finding.Subject,
            Words.Json(finding.Outcome),
            Words.Json(finding.Severity),
            finding.Summary
        );
}
