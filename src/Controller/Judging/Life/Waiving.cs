using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.Life;

/// <summary>Exceptions that the policy makes: what they cover opens nothing, and what is open already is accepted while they last.</summary>
internal static class Waiving
{
    /// <summary>The same outcome, marked with the waiver that covers it.</summary>
    public static FindingSpan Mark(
        HostFold fold,
        FindingSpan span,
        FindingSpan? before,
        Moment moment
    )
    {
        if (span.LastCertain is not (Outcome.Warn or Outcome.Fail))
        {
            return span with { WaivedReason = "", WaivedUntil = null };
        }

        var waiver = Matching.WaiverOf(fold.Rules, KeyOf(span), moment.At);
        if (waiver is not null)
        {
            return span with { WaivedReason = waiver.Reason, WaivedUntil = waiver.Until };
        }

        // Whether a waiver's end matters shows only when it can be looked at again.
        var isKnown = span.Finding.Outcome is Outcome.Warn or Outcome.Fail;
        return span with
        {
            WaivedReason = isKnown ? "" : before?.WaivedReason ?? "",
            WaivedUntil = isKnown ? null : before?.WaivedUntil,
        };
    }

    /// <summary>Waivers that have ended by now: what still fails is no longer accepted, from that moment on.</summary>
    public static void Pass(HostFold fold, Moment moment)
    {
        foreach (var span in fold.State.Findings.Values.ToList())
        {
            if (
                span.WaivedUntil is { } until
                && until <= moment.At
                && span.Finding.Outcome is Outcome.Warn or Outcome.Fail
            )
            {
                Renew(fold, span, moment with { At = until });
            }
        }
    }

    /// <summary>Settles what is told already with the waivers of the moment.</summary>
    /// <param name="fold">The host, judged.</param>
    /// <param name="moment">The moment judged for.</param>
    /// <param name="before">The outcomes before this judging.</param>
    public static void Settle(
        HostFold fold,
        Moment moment,
        ImmutableDictionary<FindingKey, FindingSpan> before
    )
    {
        foreach (var entry in fold.State.Regressions.Values.ToList())
        {
            var waiver = Matching.WaiverOf(fold.Rules, entry.Key, moment.At);
            if (
                entry.IsOpen
                && !Flapping.IsCalming(entry)
                && waiver is not null
                && !HasEnded(entry, waiver, moment)
            )
            {
                Accept(fold, moment, entry, waiver);
            }
            else if (entry.State == RegressionState.Accepted && IsByWaiver(fold, entry, before))
            {
                Keep(fold, moment, entry, waiver);
            }
        }
    }

    /// <summary>As an exception from the start.</summary>
    public static RegressionEntry Excepted(RegressionEntry entry, Waiver waiver) =>
        entry with
        {
            State = RegressionState.Accepted,
            AcceptedBy = waiver.By.Length > 0 ? waiver.By : "policy",
            Reason = waiver.Reason,
            AcceptedUntil = waiver.Until,
        };

    /// <summary>A waiver accepted it, not an operator: the value is no baseline.</summary>
    public static bool IsByWaiver(
        HostFold fold,
        RegressionEntry entry,
        ImmutableDictionary<FindingKey, FindingSpan> before
    ) =>
        entry.Key.Kind == RegressionKind.Drift
            ? DriftStep.Text(fold.State.Baselines.GetValueOrDefault(entry.Key.Subject)?.Value)
                != entry.After
            : before.GetValueOrDefault(new FindingKey(entry.Key.Rule, entry.Key.Subject))
                is { } span
                && span.WaivedUntil == entry.AcceptedUntil
                && span.WaivedReason == entry.Reason;

    private static void Accept(HostFold fold, Moment moment, RegressionEntry entry, Waiver waiver)
    {
        var free = Closing.Unclaimed(entry) with { CausedBy = null, CauseResolved = false };
        fold.Happened(
            RegressionEventKind.Accepted,
            Excepted(free, waiver),
            moment,
            waiver.By,
            waiver.Reason
        );
    }

    private static void Keep(HostFold fold, Moment moment, RegressionEntry entry, Waiver? waiver)
    {
        if (waiver is null)
        {
            Acceptance.End(fold, moment, entry);
        }
        else if (entry.AcceptedUntil != waiver.Until || entry.Reason != waiver.Reason)
        {
            fold.Regression(Excepted(entry, waiver));
        }
    }

    /// <summary>A record from before the waiver's end, judged after it: the end has been told.</summary>
    private static bool HasEnded(RegressionEntry entry, Waiver waiver, Moment moment) =>
        entry.OpenedAt > moment.At || entry.AcceptedUntil >= waiver.Until;

    private static void Renew(HostFold fold, FindingSpan span, Moment moment)
    {
        if (Matching.WaiverOf(fold.Rules, KeyOf(span), moment.At) is { } next)
        {
            fold.Refreshed(span with { WaivedReason = next.Reason, WaivedUntil = next.Until });
            return;
        }

        fold.Refreshed(span with { WaivedReason = "", WaivedUntil = null });
        if (fold.State.Live(KeyOf(span)) is null)
        {
            RegressionStep.Unwaived(fold, moment, span);
        }
    }

    private static RegressionKey KeyOf(FindingSpan span) =>
        new(RegressionKind.Rule, span.Finding.Rule, span.Finding.Subject);
}
