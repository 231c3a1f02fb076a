using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Sweeps.Reporting;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating.Sweeps;

/// <summary>A report put together again from the parts of <c>GetSweep</c>: what is counted from it is what the controller counts.</summary>
public sealed class ReceivedReport
{
    private readonly ImmutableArray<SweptHost>.Builder _hosts =
        ImmutableArray.CreateBuilder<SweptHost>();
    private readonly ImmutableArray<SweptResult>.Builder _results =
        ImmutableArray.CreateBuilder<SweptResult>();
    private V1.SweepHead _head = new() { Sweep = new() };
    private Dictionary<string, bool> _manual = [];

    /// <summary>Takes the next part.</summary>
    public void Take(V1.SweepPart part)
    {
        switch (part.PartCase)
        {
            case V1.SweepPart.PartOneofCase.Head:
                _head = part.Head;
                _manual = part.Head.Controls.ToDictionary(
                    control => control.Id,
                    control => control.Manual
                );
                break;
            case V1.SweepPart.PartOneofCase.Hosts:
                _hosts.AddRange(part.Hosts.Hosts.Select(Host));
                break;
            case V1.SweepPart.PartOneofCase.Results:
                _results.AddRange(part.Results.Results.Select(Result));
                break;
        }
    }

    /// <summary>The report of all parts.</summary>
    public SweepReport Report() =>
        new(
            Sweep(_head.Sweep),
            [.. _head.Controls.Select(Control)],
            _hosts.ToImmutable(),
            _results.ToImmutable(),
            [.. _head.Trend.Select(Point)]
        );

    /// <summary>Counts as they were received.</summary>
    public static StandingCounts Counts(V1.StandingCounts? counts) =>
        counts is null
            ? StandingCounts.None
            : new(
                counts.Passed,
                counts.Warned,
                counts.Failed,
                counts.Unknown,
                counts.Waived,
                counts.Manual,
                counts.NotApplicable
            );

    /// <summary>A control as it was received.</summary>
    public static SweptControl Control(V1.SweptControl control) =>
        new(
            control.Id,
            control.Title,
            (Severity)(int)control.Severity,
            control.Level,
            [.. control.References],
            control.Manual
        );

    /// <summary>A result as it was received.</summary>
    /// <param name="result">The message.</param>
    /// <param name="isManual">Its control is judged by a person.</param>
    public static SweptResult Result(V1.SweptResult result, bool isManual)
    {
        var outcome = (Outcome)(int)result.Outcome;
        return new()
        {
            Host = result.Host,
            Control = result.Control,
            Subject = result.Subject,
            Outcome = outcome,
            Standing = Standings.Of(outcome, result.WaivedUntil is not null, isManual),
            Severity = (Severity)(int)result.Severity,
            Summary = result.Summary,
            Remedy = [.. result.Remedy],
            Evidence =
            [
                .. result.Evidence.Select(fact => new SweptFact(fact.Key, fact.Value, fact.Source)),
            ],
            WaivedReason = result.WaivedReason,
            WaivedUntil = result.WaivedUntil?.ToDateTimeOffset(),
        };
    }

    private SweptResult Result(V1.SweptResult result) =>
        Result(result, _manual.GetValueOrDefault(result.Control));

    private static SweptSweep Sweep(V1.SweepSummary sweep) =>
        new()
        {
            Id = sweep.Id,
            Profile = sweep.Profile,
            ProfileTitle = sweep.ProfileTitle,
            ProfileSource = sweep.ProfileSource,
            Selection = sweep.Selection,
            By = sweep.By,
            StartedAt = sweep.StartedAt?.ToDateTimeOffset() ?? default,
            Deadline = sweep.Deadline?.ToDateTimeOffset() ?? default,
            EndedAt = sweep.EndedAt?.ToDateTimeOffset(),
            State = (SweepState)(int)sweep.State,
            IsStored = sweep.Stored,
            PolicyVersion = sweep.PolicyVersion,
        };

    private static SweptHost Host(V1.SweptHost host) =>
        new(
            host.Name,
            host.Labels.ToImmutableSortedDictionary(StringComparer.Ordinal),
            (SweepHostState)(int)host.State,
            host.Reason,
            host.AnsweredAt?.ToDateTimeOffset()
        );

    private static TrendPoint Point(V1.TrendPoint point) =>
        new(
            point.Sweep,
            point.At?.ToDateTimeOffset() ?? default,
            point.Hosts,
            Counts(point.Results)
        );
}
