using Fleet.Controller.History.Feed;
using Fleet.Controller.History.Schema;
using Google.Protobuf.WellKnownTypes;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating.Feed;

/// <summary>What happened, in the contract's words.</summary>
internal static class FeedMessages
{
    /// <summary>A position alone.</summary>
    public static V1.FleetEvent At(FeedPosition position, DateTimeOffset at) =>
        new() { Cursor = position.ToString(), At = at.ToTimestamp() };

    /// <summary>An entry with the position behind it; null: what it was about is no longer kept.</summary>
    public static V1.FleetEvent? Of(FeedEntry entry, HostRow? host, FeedPosition after)
    {
        var message = At(after, entry.At);
        switch (entry)
        {
            case FeedEntry.OfRegression { About: { } about } regression when host is not null:
                message.Regression = Step(regression.Step, about, host.Name);
                return message;
            case FeedEntry.OfLink link when host is not null:
                message.Link = new()
                {
                    Host = host.Name,
                    State = (V1.LinkState)(int)link.Span.State,
                };
                return message;
            case FeedEntry.OfSweep sweep:
                message.Sweep = Step(sweep);
                return message;
            case FeedEntry.OfPolicy { Policy: var policy }:
                message.Policy = new()
                {
                    Version = policy.Id,
                    By = policy.By,
                    Reason = policy.Reason,
                };
                return message;
            default:
                return null;
        }
    }

    private static V1.SweepStep Step(FeedEntry.OfSweep entry) =>
        new()
        {
            Id = entry.Sweep.Id,
            Ended = entry.IsEnd,
            State = entry.IsEnd ? (V1.SweepState)(int)entry.Sweep.State : V1.SweepState.Running,
            Profile = entry.Sweep.Profile,
            Selection = entry.Sweep.Selection,
            By = entry.Sweep.By,
        };

    private static V1.RegressionStep Step(
        RegressionEventRow step,
        RegressionRow about,
        string host
    ) =>
        new()
        {
            Kind = (V1.RegressionStepKind)(int)step.Kind,
            State = (V1.RegressionState)(int)step.State,
            Id = about.Id,
            Host = host,
            Check = about.Check,
            Rule = about.Rule,
            Subject = about.Subject,
            Severity = (V1.Severity)(int)about.Severity,
            Summary = about.Summary,
            Before = about.Before,
            After = about.After,
            CausedBy = about.CausedBy ?? 0,
            By = step.By,
            Text = step.Text,
            Late = step.Late,
        };
}
