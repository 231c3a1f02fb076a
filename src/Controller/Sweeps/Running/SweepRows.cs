using System.Collections.Immutable;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Sweeps.Running;

/// <summary>Results as rows. Pure.</summary>
internal static class SweepRows
{
    public static SweptRows Of(
        HostOutcome outcome,
        ImmutableArray<SweptResult> results,
        DateTimeOffset at
    )
    {
        var counts = CountsOf(results);
        var host = new SweepHostRow
        {
            SweepId = outcome.Host.SweepId,
            HostId = outcome.Host.HostId,
            Name = outcome.Host.Name,
            Labels = outcome.Host.Labels,
            State = outcome.State,
            Reason = outcome.Reason,
            Asked = outcome.Asked,
            AnsweredAt = at,
            Passed = counts.Pass,
            Warned = counts.Warn,
            Failed = counts.Fail,
            Unknown = counts.Unknown,
            Waived = counts.Waived,
            Manual = counts.Manual,
            NotApplicable = counts.NotApplicable,
        };
        return new(host, [.. results.Select(result => Row(outcome.Host, result))]);
    }

    public static StandingCounts CountsOf(ImmutableArray<SweptResult> results) =>
        StandingCounts.Of(results.Select(result => result.Standing));

    private static SweepResultRow Row(SweepHostRow host, SweptResult result) =>
        new()
        {
            SweepId = host.SweepId,
            HostId = host.HostId,
            Control = result.Control,
            Subject = result.Subject,
            Outcome = result.Outcome,
            Severity = result.Severity,
            Summary = result.Summary,
            Remedy = StoredJson.Write(result.Remedy),
            Evidence = SweepColumns.Write(result.Evidence),
            WaivedReason = result.WaivedReason,
            WaivedUntil = result.WaivedUntil,
        };
}
