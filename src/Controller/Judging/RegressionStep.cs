using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Life;

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
            SettleRule(fold, moment, span, before.GetValueOrDefault(key));
        }

        if (observed is not null)
        {
            DriftStep.Settle(fold, moment, observed);
        }

        Dropped(fold, moment);
        Waiving.Settle(fold, moment, before);
        Causes.Settle(fold, moment, observed);
        Silencing.Settle(fold, moment);
    }

    /// <summary>A waiver has ended on what still fails: it was accepted, and no longer is.</summary>
    public static void Unwaived(HostFold fold, Moment moment, FindingSpan span)
    {
        var key = new RegressionKey(RegressionKind.Rule, span.Finding.Rule, span.Finding.Subject);
        Opening.Open(
            fold,
            moment,
            Fresh(fold, moment, key, span.Finding, lastGood: null),
            "no longer waived"
        );
    }

    /// <summary>What the policy no longer judges is nobody's concern.</summary>
    private static void Dropped(HostFold fold, Moment moment)
    {
        foreach (var entry in fold.State.Regressions.Values.ToList())
        {
            if (
                entry.Key.Kind == RegressionKind.Rule
                && entry.State != RegressionState.Resolved
                && fold.Rules.Policy.Rules.GetValueOrDefault(entry.Key.Rule) is { Off: true }
            )
            {
                Closing.Resolve(fold, moment, entry, "the policy switches the rule off");
            }
        }
    }

    private static void SettleRule(
        HostFold fold,
        Moment moment,
        FindingSpan span,
        FindingSpan? before
    )
    {
        var key = new RegressionKey(RegressionKind.Rule, span.Finding.Rule, span.Finding.Subject);
        var entry = fold.State.Live(key);
        switch (span.Finding.Outcome)
        {
            case Outcome.Pass when entry is not null:
                Closing.Good(fold, moment, entry);
                break;
            case Outcome.Warn or Outcome.Fail when entry is not null:
                Worsening.Refresh(fold, moment, entry, span.Finding, OutcomeOf(before));
                break;
            case Outcome.Warn or Outcome.Fail when span.WaivedUntil is not null:
                break;
            case Outcome.Warn or Outcome.Fail when before?.WaivedUntil is not null:
                Unwaived(fold, moment, span);
                break;
            case Outcome.Warn
            or Outcome.Fail
                when before?.LastCertain == Outcome.Pass
                    && !PolicyEffect.FailedBefore(fold, span.Finding, before):
                var lastGood =
                    before.Finding.Outcome == Outcome.Pass
                        ? fold.RanBefore(CheckOf(key.Rule))
                        : null;
                Opening.Open(fold, moment, Fresh(fold, moment, key, span.Finding, lastGood));
                break;
        }
    }

    private static Outcome OutcomeOf(FindingSpan? span) =>
        span?.Finding.Outcome ?? Outcome.Unspecified;

    private static RegressionEntry Fresh(
        HostFold fold,
        Moment moment,
        RegressionKey key,
        Finding finding,
        DateTimeOffset? lastGood
    )
    {
        var drifted = DriftStep.Drifted(fold, finding.Keys);
        var first = drifted.Length > 0 ? drifted[0] : null;
        return new RegressionEntry
        {
            Key = key,
            State = RegressionState.New,
            Severity = finding.Severity,
            Check = CheckOf(finding.Rule),
            Summary = finding.Summary,
            Before = first is null ? "passed" : first.Before ?? "absent",
            After = first is null ? Worsening.WordOf(finding.Outcome) : first.After ?? "absent",
            Remedy = finding.Remedy,
            Changes = [.. drifted.Select(d => d.AsChange(moment, fold.ReceivedAt))],
            OpenedAt = moment.At,
            OpenedSeq = moment.Seq,
            Late = moment.Late,
            LastGoodAt = lastGood,
        };
    }

    public static string CheckOf(string rule) =>
        rule[..rule.IndexOf('/', StringComparison.Ordinal)];
}
