using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Reporting;
using Google.Protobuf.WellKnownTypes;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating.Sweeps;

/// <summary>Sweeps as the contract has them. Enumerations of both sides have the same numbers; a test holds them to it.</summary>
internal static class SweepMessages
{
    public static V1.SweepSummary Summary(
        SweptSweep sweep,
        int hosts,
        int waiting,
        StandingCounts results
    ) =>
        new()
        {
            Id = sweep.Id,
            Profile = sweep.Profile,
            ProfileTitle = sweep.ProfileTitle,
            ProfileSource = sweep.ProfileSource,
            Selection = sweep.Selection,
            By = sweep.By,
            StartedAt = sweep.StartedAt.ToTimestamp(),
            Deadline = sweep.Deadline.ToTimestamp(),
            EndedAt = sweep.EndedAt?.ToTimestamp(),
            State = (V1.SweepState)(int)sweep.State,
            Stored = sweep.IsStored,
            PolicyVersion = sweep.PolicyVersion,
            Hosts = hosts,
            HostsWaiting = waiting,
            Results = Counts(results),
        };

    public static V1.SweepSummary Summary(SweepReport report) =>
        Summary(
            report.Sweep,
            report.Hosts.Length,
            report.Hosts.Count(host => host.State == SweepHostState.Waiting),
            report.Totals.Results
        );

    public static V1.StandingCounts Counts(StandingCounts counts) =>
        new()
        {
            Passed = counts.Pass,
            Warned = counts.Warn,
            Failed = counts.Fail,
            Unknown = counts.Unknown,
            Waived = counts.Waived,
            Manual = counts.Manual,
            NotApplicable = counts.NotApplicable,
        };

    public static V1.SweepHead Head(SweepReport report) =>
        new()
        {
            Sweep = Summary(report),
            Controls = { report.Controls.Select(Control) },
            Trend =
            {
                report.Trend.Select(point => new V1.TrendPoint
                {
                    Sweep = point.Sweep,
                    At = point.At.ToTimestamp(),
                    Hosts = point.Hosts,
                    Results = Counts(point.Results),
                }),
            },
        };

    public static V1.SweptControl Control(SweptControl control) =>
        new()
        {
            Id = control.Id,
            Title = control.Title,
            Severity = (V1.Severity)(int)control.Severity,
            Level = control.Level,
            References = { control.References },
            Manual = control.IsManual,
        };

    public static V1.SweptHost Host(SweptHost host) =>
        new()
        {
            Name = host.Name,
            Labels = { host.Labels },
            State = (V1.SweepHostState)(int)host.State,
            Reason = host.Reason,
            AnsweredAt = host.AnsweredAt?.ToTimestamp(),
        };

    public static V1.SweptResult Result(SweptResult result) =>
        new()
        {
            Host = result.Host,
            Control = result.Control,
            Subject = result.Subject,
            Outcome = (V1.Outcome)(int)result.Outcome,
            Severity = (V1.Severity)(int)result.Severity,
            Summary = result.Summary,
            Remedy = { result.Remedy },
            Evidence =
            {
                result.Evidence.Select(fact => new V1.Fact
                {
                    Key = fact.Key,
                    Value = fact.Value,
                    Source = fact.Source,
                }),
            },
            WaivedReason = result.WaivedReason,
            WaivedUntil = result.WaivedUntil?.ToTimestamp(),
        };

    public static V1.DiffSweepsReply Diff(SweepReport older, SweepReport newer)
    {
        var diff = SweepDiff.Of(older, newer);
        return new()
        {
            Older = Summary(older),
            Newer = Summary(newer),
            Differences = { diff.Differences.Select(Difference) },
            Same = diff.Same,
            HostsAppeared = { diff.HostsAppeared },
            HostsLeft = { diff.HostsLeft },
            ControlsAppeared = { diff.ControlsAppeared },
            ControlsLeft = { diff.ControlsLeft },
            Controls = { newer.Controls.Select(Control) },
        };
    }

    private static V1.SweepDifference Difference(SweepDifference one) =>
        new()
        {
            Change = (V1.SweepChange)(int)one.Change,
            Host = one.Host,
            Control = one.Control,
            Subject = one.Subject,
            Before = one.Before is null ? null : Result(one.Before),
            After = one.After is null ? null : Result(one.After),
        };
}
