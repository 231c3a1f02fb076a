using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging;

/// <summary>An operator's acceptance makes the new value the baseline, for a time or for good.</summary>
internal static class Acceptance
{
    public static void Accept(HostFold fold, RegressionEntry entry, Accepted accepted)
    {
        var keys =
            entry.Key.Kind == RegressionKind.Drift
                ? [entry.Key.Subject]
                : entry.Changes.Select(change => change.Key);
        foreach (var drift in DriftStep.Drifted(fold, [.. keys]))
        {
            fold.Baseline(
                drift.Key,
                drift.After is null
                    ? null
                    : new Baseline(drift.After, accepted.By, accepted.Reason, accepted.Until)
            );
        }

        fold.Regression(
            entry with
            {
                State = RegressionState.Accepted,
                AcceptedBy = accepted.By,
                Reason = accepted.Reason,
                AcceptedUntil = accepted.Until,
                CausedBy = null,
                CauseResolved = false,
            }
        );
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
            foreach (var change in entry.Changes)
            {
                fold.Baseline(
                    change.Key,
                    change.Before is null ? null : new Baseline(change.Before, "", "", null)
                );
            }

            fold.Regression(
                entry with
                {
                    State = RegressionState.Open,
                    OpenedAt = moment.At,
                    OpenedSeq = moment.Seq,
                    AcceptedUntil = null,
                }
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
        fold.Regression(entry with { State = RegressionState.Resolved, ClosedAt = moment.At });
    }
}
