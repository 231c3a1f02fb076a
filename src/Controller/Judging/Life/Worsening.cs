using System.Collections.Immutable;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Life;

/// <summary>What becomes of an open regression while it stays bad: other words, another value, a higher severity.</summary>
internal static class Worsening
{
    /// <summary>A rule still fails.</summary>
    public static void Refresh(
        HostFold fold,
        Moment moment,
        RegressionEntry entry,
        Finding finding,
        Outcome before
    )
    {
        var bad = Opening.BadAgain(entry, moment);
        var words = bad with
        {
            Summary = finding.Summary,
            Severity = finding.Severity,
            Remedy = finding.Remedy.SequenceEqual(entry.Remedy) ? entry.Remedy : finding.Remedy,
            After = entry.Changes.IsEmpty ? WordOf(finding.Outcome) : entry.After,
        };
        if (
            entry.IsOpen
            && (
                finding.Severity > entry.Severity
                || (before == Outcome.Warn && finding.Outcome == Outcome.Fail)
            )
        )
        {
            Changed(fold, moment, words, finding.Summary);
        }
        else if (words != entry)
        {
            fold.Regression(words);
        }
    }

    /// <summary>A drifted fact that a regressed rule rests on joins it.</summary>
    public static void Join(HostFold fold, Moment moment, RegressionEntry entry, Drift drift)
    {
        if (entry.Changes.Any(c => c.Key == drift.Key && c.After == drift.After))
        {
            return;
        }

        var place = entry.Changes.FindIndex(change => change.Key == drift.Key);
        var change = drift.AsChange(moment, fold.ReceivedAt);
        var joined = entry with
        {
            Changes = place < 0 ? entry.Changes.Add(change) : entry.Changes.SetItem(place, change),
            After = place == 0 ? DriftStep.Text(drift.After) : entry.After,
        };
        if (entry.State == RegressionState.Accepted)
        {
            AgainAfterAcceptance(fold, moment, joined);
        }
        else
        {
            Changed(fold, moment, joined, $"{drift.Key}: {DriftStep.Text(drift.After)}");
        }
    }

    /// <summary>Another value than the one that was accepted.</summary>
    private static void AgainAfterAcceptance(HostFold fold, Moment moment, RegressionEntry entry) =>
        Opening.Open(
            fold,
            moment,
            Closing.Unclaimed(entry) with
            {
                OpenedAt = moment.At,
                OpenedSeq = moment.Seq,
                Late = moment.Late,
                LastGoodAt = fold.RanBefore(entry.Check),
            }
        );

    /// <summary>A drifted fact has another value.</summary>
    public static void Moved(HostFold fold, Moment moment, RegressionEntry entry, Drift drift) =>
        Changed(
            fold,
            moment,
            Opening.BadAgain(entry, moment) with
            {
                After = DriftStep.Text(drift.After),
                Summary = DriftStep.Sentence(drift),
                // From the baseline to now: what lay between is history.
                Changes = [drift.AsChange(moment, fold.ReceivedAt)],
            },
            $"{entry.After} → {DriftStep.Text(drift.After)}"
        );

    public static string WordOf(Outcome outcome) => outcome.ToString().ToLowerInvariant();

    private static void Changed(HostFold fold, Moment moment, RegressionEntry entry, string text)
    {
        // What comes while it is new belongs to its opening, and what flaps is told once.
        if (!entry.IsOpen || entry.State == RegressionState.New || entry.FlappingSince is not null)
        {
            fold.Regression(entry);
            return;
        }

        var unclaimed = entry with { AcknowledgedBy = "", AcknowledgedAt = null };
        fold.Happened(RegressionEventKind.Changed, Standing.Of(unclaimed), moment, text: text);
    }

    private static int FindIndex(
        this ImmutableArray<FactChange> changes,
        Predicate<FactChange> match
    )
    {
        for (var at = 0; at < changes.Length; at++)
        {
            if (match(changes[at]))
            {
                return at;
            }
        }

        return -1;
    }
}
