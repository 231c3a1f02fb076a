using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging;
using Google.Protobuf.WellKnownTypes;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>Facts and their changes as the contract has them.</summary>
internal static class ChangeMessages
{
    public static V1.FactGroup Group(FactGroupAnswer group) =>
        new()
        {
            Key = group.Key,
            State = (V1.ReadingState)(int)group.State,
            Value = group.Value,
            Reason = group.Reason,
            Hosts = { group.Hosts },
        };

    public static V1.Regression Regression(RegressionAnswer regression)
    {
        var entry = regression.Entry;
        return new()
        {
            Id = regression.Id,
            Host = regression.Host,
            Kind = (V1.RegressionKind)(int)entry.Key.Kind,
            Check = entry.Check,
            Rule = entry.Key.Rule,
            Subject = entry.Key.Subject,
            State = (V1.RegressionState)(int)entry.State,
            Severity = (V1.Severity)(int)entry.Severity,
            Summary = entry.Summary,
            Before = entry.Before,
            After = entry.After,
            OpenedAt = entry.OpenedAt.ToTimestamp(),
            ClosedAt = entry.ClosedAt?.ToTimestamp(),
            CausedBy = regression.CausedBy ?? 0,
            Remedy = { entry.Remedy },
            AcceptedBy = entry.AcceptedBy,
            Reason = entry.Reason,
            AcceptedUntil = entry.AcceptedUntil?.ToTimestamp(),
            Changes = { entry.Changes.Select(Change) },
            Consequences = { regression.Consequences },
            Impact = ImpactMessages.Of(entry.Impact),
            AcknowledgedBy = entry.AcknowledgedBy,
            AcknowledgedAt = entry.AcknowledgedAt?.ToTimestamp(),
            SilencedBy = entry.SilencedBy,
            Openings = entry.Openings,
            FlappingSince = entry.FlappingSince?.ToTimestamp(),
            LatelyOpened = { entry.LatelyOpened.Select(at => at.ToTimestamp()) },
            LastGoodAt = entry.LastGoodAt?.ToTimestamp(),
            Late = entry.Late,
            Link = (V1.LinkState)(int)regression.Link,
            LinkSince = regression.LinkSince?.ToTimestamp(),
            Group = regression.Group,
        };
    }

    public static V1.FactChange Change(FactChange change) =>
        new()
        {
            Key = change.Key,
            Kind = (V1.FactChangeKind)(int)change.Kind,
            Before = change.Before ?? "",
            After = change.After ?? "",
            At = change.At.ToTimestamp(),
            ReceivedAt = change.ReceivedAt.ToTimestamp(),
            Seq = change.Seq,
            Source = change.Source ?? "",
        };

    public static V1.HistoryEntry History(HistoryAnswer answer)
    {
        var entry = new V1.HistoryEntry { At = answer.At.ToTimestamp() };
        switch (answer)
        {
            case FactHistory fact:
                entry.Fact = Change(fact.Change);
                break;
            case LinkHistory link:
                entry.Link = new() { State = (V1.LinkState)(int)link.State };
                break;
            case OutcomeHistory outcome:
                entry.Outcome = new()
                {
                    Rule = outcome.Rule,
                    Subject = outcome.Subject,
                    Before = (V1.Outcome)(int)outcome.Before,
                    After = (V1.Outcome)(int)outcome.After,
                    Summary = outcome.Summary,
                };
                break;
        }

        return entry;
    }
}
