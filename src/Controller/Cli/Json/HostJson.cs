using Fleet.Controller.Cli.Showing;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet hosts --json</c> prints.</summary>
public sealed record HostsJson(int SchemaVersion, IReadOnlyList<HostSummaryJson> Hosts);

/// <summary>A host in a list.</summary>
public sealed record HostSummaryJson(
    string Name,
    string State,
    DateTimeOffset? StateSince,
    string Ssh,
    string Worst,
    FindingJson? WorstFinding,
    OutcomeCountsJson Outcomes,
    long OpenRegressions,
    IDictionary<string, string> Labels,
    string AgentVersion,
    DateTimeOffset? LastHeardAt
)
{
    public static HostSummaryJson From(HostSummary host) =>
        new(
            host.Name,
            Words.Json(host.Link),
            host.LinkSince?.ToDateTimeOffset(),
            Words.Ssh(host),
            Words.Json(host.Worst),
            host.WorstFinding is null ? null : FindingJson.From(host.WorstFinding),
            new(host.Passed, host.Warned, host.Failed, host.Unknown, host.NotApplicable),
            host.OpenRegressions,
            host.Labels,
            host.AgentVersion,
            host.LastHeardAt?.ToDateTimeOffset()
        );
}

/// <summary>How many findings there are of each outcome.</summary>
public sealed record OutcomeCountsJson(
    long Pass,
    long Warn,
    long Fail,
    long Unknown,
    long NotApplicable
);

/// <summary>What <c>fleet host NAME --json</c> prints.</summary>
public sealed record HostJson(
    int SchemaVersion,
    HostSummaryJson Host,
    IReadOnlyList<FindingJson> Findings,
    IReadOnlyList<CheckJson> Checks,
    IReadOnlyList<RegressionJson> Regressions
)
{
    public static HostJson From(HostReport report) =>
        new(
            FleetJson.SchemaVersion,
            HostSummaryJson.From(report.Summary),
            [.. report.Findings.Select(FindingJson.From)],
            [.. report.Checks.Select(check => CheckJson.From(check, report.Findings))],
            [.. report.Regressions.Select(RegressionJson.From)]
        );
}

/// <summary>A rule's outcome on a subject. Text from hosts is raw here: JSON escapes it.</summary>
public sealed record FindingJson(
    string Rule,
    string Subject,
    string Outcome,
    string Severity,
    string Summary,
    IReadOnlyList<string> Remedy,
    IReadOnlyList<string> Keys,
    string Source,
    DateTimeOffset? Since,
    string? WaivedReason,
    DateTimeOffset? WaivedUntil
)
{
    public static FindingJson From(Finding finding) =>
        new(
            finding.Rule,
            finding.Subject,
            Words.Json(finding.Outcome),
            Words.Json(finding.Severity),
            finding.Summary,
            finding.Remedy,
            finding.Keys,
            finding.Source,
            finding.Since?.ToDateTimeOffset(),
            finding.WaivedReason.Length == 0 ? null : finding.WaivedReason,
            finding.WaivedUntil?.ToDateTimeOffset()
        );
}

/// <summary>How a check stands on a host.</summary>
public sealed record CheckJson(
    string Id,
    int Version,
    string Status,
    string Outcome,
    string Reason,
    DateTimeOffset? LastRunAt,
    IReadOnlyList<GapJson> Gaps
)
{
    public static CheckJson From(CheckState check, IEnumerable<Finding> findings) =>
        new(
            check.Check,
            check.Version,
            Words.Json(check.Status),
            Words.Json(CheckOutcome.Of(check, findings)),
            check.Reason,
            check.LastRunAt?.ToDateTimeOffset(),
            [
                .. check.Gaps.Select(gap => new GapJson(
                    gap.Prefix,
                    Words.Json(gap.State),
                    gap.Reason
                )),
            ]
        );
}

/// <summary>A prefix that could not be read whole.</summary>
public sealed record GapJson(string Prefix, string State, string Reason);
