using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging;

/// <summary>
/// Opens and closes regressions after a host was judged. A regression is something that was good, or accepted, and no longer is; it closes on a newer
/// good observation, never on absence.
/// </summary>
internal static class RegressionStep
{
    /// <param name="fold">The host, judged.</param>
    /// <param name="moment">The moment judged for.</param>
    /// <param name="observed">The check that was observed; null: none.</param>
    /// <param name="before">The outcomes before this judging.</param>
    public static void Settle(
        HostFold fold,
        Moment moment,
        string? observed,
        ImmutableDictionary<FindingKey, FindingSpan> before
    )
    {
        foreach (var (key, span) in fold.State.Findings)
        {
            SettleRule(
                fold,
                moment,
                span,
                before.GetValueOrDefault(key)?.LastCertain ?? Outcome.Unspecified
            );
        }

        if (observed is not null)
        {
            DriftStep.Settle(fold, moment, observed);
        }

        Causes.Settle(fold, moment, observed);
    }

    private static void SettleRule(
        HostFold fold,
        Moment moment,
        FindingSpan span,
        Outcome lastCertain
    )
    {
        var key = new RegressionKey(RegressionKind.Rule, span.Finding.Rule, span.Finding.Subject);
        var entry = fold.State.Regressions.GetValueOrDefault(key);
        switch (span.Finding.Outcome)
        {
            case Outcome.Pass when entry is not null:
                fold.Regression(
                    entry with
                    {
                        State = RegressionState.Resolved,
                        ClosedAt = moment.At,
                    }
                );
                break;
            case Outcome.Warn or Outcome.Fail when entry is not null:
                Refresh(fold, entry, span.Finding);
                break;
            case Outcome.Warn or Outcome.Fail when lastCertain == Outcome.Pass:
                fold.Regression(Opened(fold, moment, key, span.Finding));
                break;
        }
    }

    private static RegressionEntry Opened(
        HostFold fold,
        Moment moment,
        RegressionKey key,
        Finding finding
    )
    {
        var drifted = DriftStep.Drifted(fold, finding.Keys);
        var first = drifted.Length > 0 ? drifted[0] : null;
        return new RegressionEntry
        {
            Key = key,
            State = RegressionState.Open,
            Severity = finding.Severity,
            Check = CheckOf(finding.Rule),
            Summary = finding.Summary,
            Before = first is null ? "passed" : first.Before ?? "absent",
            After = first is null
                ? finding.Outcome.ToString().ToLowerInvariant()
                : first.After ?? "absent",
            Remedy = finding.Remedy,
            Changes = [.. drifted.Select(d => d.AsChange(moment, fold.ReceivedAt))],
            OpenedAt = moment.At,
            OpenedSeq = moment.Seq,
            Late = moment.Late,
        };
    }

    private static void Refresh(HostFold fold, RegressionEntry entry, Finding finding)
    {
        if (
            entry.Summary != finding.Summary
            || entry.Severity != finding.Severity
            || !entry.Remedy.SequenceEqual(finding.Remedy)
        )
        {
            fold.Regression(
                entry with
                {
                    Summary = finding.Summary,
                    Severity = finding.Severity,
                    Remedy = finding.Remedy,
                }
            );
        }
    }

    private static string CheckOf(string rule) =>
        rule[..rule.IndexOf('/', StringComparison.Ordinal)];
}
