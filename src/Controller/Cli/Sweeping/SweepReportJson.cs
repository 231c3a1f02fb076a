using System.Collections.Immutable;
using Fleet.Controller.Api.Operating.Sweeps;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Reporting;
using V1 = Fleet.V1;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>What <c>fleet sweep run --json</c> and <c>fleet sweep show --json</c> print.</summary>
/// <param name="SchemaVersion">The form's version.</param>
/// <param name="Sweep">The sweep.</param>
/// <param name="Totals">All its results, whatever is shown of them.</param>
/// <param name="HostTotals">Hosts, each by its worst result.</param>
/// <param name="Controls">Its controls with their counts.</param>
/// <param name="Hosts">Its hosts with their counts.</param>
/// <param name="Results">The results asked for; absent where none were.</param>
internal sealed record SweepReportJson(
    int SchemaVersion,
    SweepSummaryJson Sweep,
    CountsJson Totals,
    CountsJson HostTotals,
    IReadOnlyList<ControlJson> Controls,
    IReadOnlyList<SweptHostJson> Hosts,
    IReadOnlyList<SweptResultJson>? Results
)
{
    public static SweepReportJson From(SweepReport report, IReadOnlyList<SweptResult>? results) =>
        new(
            FleetJson.SchemaVersion,
            SweepOf(report),
            CountsJson.From(report.Totals.Results),
            CountsJson.From(report.Totals.Hosts),
            [.. report.Totals.Controls.Select(ControlJson.From)],
            [.. report.Totals.PerHost.Select(SweptHostJson.From)],
            results is null ? null : [.. results.Select(SweptResultJson.From)]
        );

    private static SweepSummaryJson SweepOf(SweepReport report) =>
        new(
            report.Sweep.Id,
            report.Sweep.Profile,
            report.Sweep.ProfileTitle,
            report.Sweep.ProfileSource,
            report.Sweep.Selection,
            report.Sweep.By,
            report.Sweep.StartedAt,
            report.Sweep.Deadline,
            report.Sweep.EndedAt,
            Words.Json(report.Sweep.State),
            report.Sweep.IsStored,
            report.Sweep.PolicyVersion,
            report.Hosts.Length,
            report.Hosts.Count(host => host.State == SweepHostState.Waiting),
            CountsJson.From(report.Totals.Results)
        );
}

/// <summary>A control.</summary>
internal sealed record ControlJson(
    string Id,
    string Title,
    string Severity,
    string Level,
    ImmutableArray<string> References,
    bool Manual,
    CountsJson Results,
    CountsJson Hosts
)
{
    public static ControlJson From(ControlTotals control) =>
        new(
            control.Control.Id,
            control.Control.Title,
            Words.Json(control.Control.Severity),
            control.Control.Level,
            control.Control.References,
            control.Control.IsManual,
            CountsJson.From(control.Results),
            CountsJson.From(control.Hosts)
        );
}

/// <summary>A host of the sweep.</summary>
internal sealed record SweptHostJson(
    string Name,
    ImmutableSortedDictionary<string, string> Labels,
    string State,
    string Reason,
    DateTimeOffset? AnsweredAt,
    CountsJson Results
)
{
    public static SweptHostJson From(HostTotals host) =>
        new(
            host.Host.Name,
            host.Host.Labels,
            Words.Json(host.Host.State),
            host.Host.Reason,
            host.Host.AnsweredAt,
            CountsJson.From(host.Results)
        );
}

/// <summary>A result.</summary>
internal sealed record SweptResultJson(
    string Host,
    string Control,
    string Subject,
    string Outcome,
    string Standing,
    string Severity,
    string Summary,
    ImmutableArray<string> Remedy,
    ImmutableArray<SweptFact> Evidence,
    string WaivedReason,
    DateTimeOffset? WaivedUntil
)
{
    public static SweptResultJson From(SweptResult result) =>
        new(
            result.Host,
            result.Control,
            result.Subject,
            Words.Json(result.Outcome),
            Words.Json(result.Standing),
            Words.Json(result.Severity),
            result.Summary,
            result.Remedy,
            result.Evidence,
            result.WaivedReason,
            result.WaivedUntil
        );
}

/// <summary>What <c>fleet sweep diff --json</c> prints.</summary>
internal sealed record SweepDiffJson(
    int SchemaVersion,
    SweepSummaryJson Older,
    SweepSummaryJson Newer,
    IReadOnlyList<DifferenceJson> Differences,
    int Same,
    IReadOnlyList<string> HostsAppeared,
    IReadOnlyList<string> HostsLeft,
    IReadOnlyList<string> ControlsAppeared,
    IReadOnlyList<string> ControlsLeft
)
{
    public static SweepDiffJson From(V1.DiffSweepsReply diff)
    {
        var manual = diff.Controls.ToDictionary(control => control.Id, control => control.Manual);
        return new(
            FleetJson.SchemaVersion,
            SweepSummaryJson.From(diff.Older),
            SweepSummaryJson.From(diff.Newer),
            [
                .. diff.Differences.Select(one => new DifferenceJson(
                    Words.Json(one.Change),
                    one.Host,
                    one.Control,
                    one.Subject,
                    Result(one.Before, manual.GetValueOrDefault(one.Control)),
                    Result(one.After, manual.GetValueOrDefault(one.Control))
                )),
            ],
            diff.Same,
            diff.HostsAppeared,
            diff.HostsLeft,
            diff.ControlsAppeared,
            diff.ControlsLeft
        );
    }

    private static SweptResultJson? Result(V1.SweptResult? result, bool isManual) =>
        result is null ? null : SweptResultJson.From(ReceivedReport.Result(result, isManual));
}

/// <summary>One difference.</summary>
internal sealed record DifferenceJson(
    string Change,
    string Host,
    string Control,
    string Subject,
    SweptResultJson? Before,
    SweptResultJson? After
);
