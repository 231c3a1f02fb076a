using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Judging;

/// <summary>An operator's acceptance makes the new value the baseline, for a time or for good.</summary>
internal static class Acceptance
{
    public static void Accept(
        HostFold fold,
        Moment moment,
        RegressionEntry entry,
        Accepted accepted
    )
    {
        foreach (var (key, after) in Values(fold, entry))
        {
            fold.Baseline(
                key,
                after is null
                    ? null
                    : new Baseline(after, accepted.By, accepted.Reason, accepted.Until)
            );
        }

        var taken = Closing.Unclaimed(entry) with
        {
            State = RegressionState.Accepted,
            CausedBy = null,
            CauseResolved = false,
            AcceptedBy = accepted.By,
            Reason = accepted.Reason,
            AcceptedUntil = accepted.Until,
        };
        fold.Happened(RegressionEventKind.Accepted, taken, moment, accepted.By, accepted.Reason);
        if (entry.Key.Kind == RegressionKind.Rule && TimeStep.IsGood(fold, entry))
        {
            // It flapped, and only waited to hold good: nobody need wait any more.
            Closing.Resolve(fold, moment, taken);
        }
    }

    /// <summary>Ends acceptances whose time has come: the value before is the baseline again, and the regression is open again.</summary>
    public static void Expire(HostFold fold, Moment moment)
    {
        foreach (
            var entry in fold
                .State.Regressions.Values.Where(e =>
                    e.State == RegressionState.Accepted && e.AcceptedUntil <= moment.At
                )
                .ToList()
        )
        {
            var end = entry.AcceptedUntil!.Value;
            if (Matching.WaiverOf(fold.Rules, entry.Key, end) is { } waiver)
            {
                Revert(fold, entry);
                fold.Regression(Waiving.Excepted(entry, waiver));
            }
            else
            {
                End(fold, moment with { At = end }, entry);
            }
        }
    }

    /// <summary>Ends one.</summary>
    public static void End(HostFold fold, Moment moment, RegressionEntry entry)
    {
        Revert(fold, entry);
        // Who accepted it, and until when, stays: history, which tells a late record that this is over.
        fold.Happened(
            RegressionEventKind.Expired,
            Standing.Of(entry) with
            {
                AcceptedUntil = entry.AcceptedUntil < moment.At ? entry.AcceptedUntil : moment.At,
            },
            moment,
            text: $"accepted by {entry.AcceptedBy}: {entry.Reason}"
        );
    }

    private static void Revert(HostFold fold, RegressionEntry entry)
    {
        foreach (var change in entry.Changes)
        {
            fold.Baseline(
                change.Key,
                change.Before is null ? null : new Baseline(change.Before, "", "", null)
            );
        }
    }

    /// <summary>An accepted value went back to what it was before: nothing is wrong, and the old baseline holds again.</summary>
    public static void BackToBefore(
        HostFold fold,
        RegressionEntry entry,
        string? value,
        Moment moment
    )
    {
        fold.Baseline(entry.Key.Subject, value is null ? null : new Baseline(value, "", "", null));
        Closing.Resolve(fold, moment, entry);
    }

    /// <summary>The values that become the baseline: of drift the one told, readable now or not.</summary>
    private static IEnumerable<(string Key, string? After)> Values(
        HostFold fold,
        RegressionEntry entry
    ) =>
        entry.Key.Kind == RegressionKind.Drift
            ? entry.Changes.Select(change => (change.Key, change.After))
            : DriftStep
                .Drifted(fold, [.. entry.Changes.Select(change => change.Key)])
                .Select(drift => (drift.Key, drift.After));
}
