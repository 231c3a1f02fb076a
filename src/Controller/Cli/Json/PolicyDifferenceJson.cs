using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet policy diff --json</c> prints.</summary>
public sealed record PolicyDifferenceJson(
    int SchemaVersion,
    long Version,
    int Hosts,
    IReadOnlyList<RuleDifferenceJson> Rules,
    IReadOnlyList<FindingDifferenceJson> Findings,
    IReadOnlyList<string> Notes
)
{
    public static PolicyDifferenceJson From(PolicyDifference difference) =>
        new(
            FleetJson.SchemaVersion,
            difference.Version,
            difference.Hosts,
            [.. difference.Rules.Select(RuleDifferenceJson.From)],
            [.. difference.Findings.Select(FindingDifferenceJson.From)],
            [.. difference.Notes]
        );
}

/// <summary>A setting of a rule that would be another on some hosts.</summary>
public sealed record RuleDifferenceJson(
    string Rule,
    string Setting,
    string Before,
    string After,
    IReadOnlyList<string> Hosts
)
{
    public static RuleDifferenceJson From(RuleDifference rule) =>
        new(rule.Rule, rule.Setting, rule.Before, rule.After, [.. rule.Hosts]);
}

/// <summary>A rule whose outcome would be another on some hosts; <c>unspecified</c>: not judged.</summary>
public sealed record FindingDifferenceJson(
    string Rule,
    string Before,
    string After,
    bool WaivedBefore,
    bool WaivedAfter,
    IReadOnlyList<string> Hosts,
    string Summary
)
{
    public static FindingDifferenceJson From(FindingDifference finding) =>
        new(
            finding.Rule,
            Words.Json(finding.Before),
            Words.Json(finding.After),
            finding.WaivedBefore,
            finding.WaivedAfter,
            [.. finding.Hosts],
            finding.Summary
        );
}
