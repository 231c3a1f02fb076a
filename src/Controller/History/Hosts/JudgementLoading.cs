using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Hosts;

internal static class JudgementLoading
{
    public static ImmutableDictionary<FindingKey, FindingSpan> Findings(
        IEnumerable<FindingSpanRow> rows,
        SharedTexts texts
    ) =>
        rows.ToImmutableDictionary(
            row => new FindingKey(texts.Of(row.Rule), texts.Of(row.Subject)),
            row => new FindingSpan(Finding(row), row.LastCertain, row.From, row.FromSeq)
            {
                WaivedReason = row.WaivedReason,
                WaivedUntil = row.WaivedUntil,
            }
        );

    public static Finding Finding(FindingSpanRow row) =>
        new()
        {
            Rule = row.Rule,
            Subject = row.Subject,
            Outcome = row.Outcome,
            Severity = row.Severity,
            Summary = row.Summary,
            Remedy = StoredJson.Texts(row.Remedy),
            Keys = StoredJson.Texts(row.Keys),
            Source = row.Source,
            ValidUntil = row.ValidUntil,
        };

    public static ImmutableDictionary<string, Baseline> Baselines(
        IEnumerable<BaselineRow> rows,
        SharedTexts texts
    ) =>
        rows.ToImmutableDictionary(
            row => texts.Of(row.Key),
            row => new Baseline(
                row.Value is { } value ? texts.Of(value) : null,
                texts.Of(row.By),
                texts.Of(row.Reason),
                row.Until
            )
        );

    public static RegressionEntry Regression(RegressionRow row) =>
        new()
        {
            Key = new RegressionKey(row.Kind, row.Rule, row.Subject),
            State = row.State,
            Severity = row.Severity,
            Check = row.Check,
            Summary = row.Summary,
            Before = row.Before,
            After = row.After,
            Remedy = StoredJson.Texts(row.Remedy),
            Changes = StoredJson.FactChanges(row.Changes),
            OpenedAt = row.OpenedAt,
            OpenedSeq = row.OpenedSeq,
            ClosedAt = row.ClosedAt,
            CausedBy = row.CauseKind is { } kind
                ? new RegressionKey(kind, row.CauseRule ?? "", row.CauseSubject ?? "")
                : null,
            CauseResolved = row.CauseResolved,
            Late = row.Late,
            AcceptedBy = row.AcceptedBy,
            Reason = row.Reason,
            AcceptedUntil = row.AcceptedUntil,
            LatelyOpened = StoredJson.Moments(row.LatelyOpened),
            Openings = row.Openings,
            FlappingSince = row.FlappingSince,
            AcknowledgedBy = row.AcknowledgedBy,
            AcknowledgedAt = row.AcknowledgedAt,
            SilencedBy = row.SilencedBy,
            LastGoodAt = row.LastGoodAt,
            Impact = row.Impact,
            IsRemembered = row.IsRemembered,
        };
}
