namespace Fleet.Controller.Judging.Life;

/// <summary>What a good observation does to a regression.</summary>
internal static class Closing
{
    /// <summary>How long a resolved one is remembered: should it come again within that time it is the same.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>It is good now: resolved, unless it comes and goes.</summary>
    public static void Good(HostFold fold, Moment moment, RegressionEntry entry, string text = "")
    {
        if (entry.FlappingSince is null)
        {
            Resolve(fold, moment, entry, text);
        }
        else if (!Flapping.IsCalming(entry))
        {
            fold.Regression(entry with { LastGoodAt = moment.At });
        }
        else if (Flapping.CalmAt(entry) <= moment.At)
        {
            Calm(fold, moment, entry);
        }
    }

    /// <summary>It is over.</summary>
    public static void Resolve(
        HostFold fold,
        Moment moment,
        RegressionEntry entry,
        string text = ""
    ) =>
        fold.Happened(
            RegressionEventKind.Resolved,
            Unclaimed(entry) with
            {
                State = RegressionState.Resolved,
                ClosedAt = moment.At,
            },
            moment,
            text: text
        );

    /// <summary>When judging forgets a resolved one; null: it is not resolved.</summary>
    public static DateTimeOffset? ForgottenAt(RegressionEntry entry) =>
        entry.State == RegressionState.Resolved ? entry.ClosedAt + Remembered : null;

    /// <summary>Without anybody's word on it: neither taken up, nor accepted, nor kept quiet.</summary>
    public static RegressionEntry Unclaimed(RegressionEntry entry) =>
        entry with
        {
            AcknowledgedBy = "",
            AcknowledgedAt = null,
            SilencedBy = "",
            FlappingSince = null,
            AcceptedBy = "",
            Reason = "",
            AcceptedUntil = null,
        };

    /// <summary>Resolves what flapped and has held good for long enough, and forgets what was resolved long ago.</summary>
    /// <param name="fold">The host.</param>
    /// <param name="moment">Now.</param>
    /// <param name="isGood">Is it still known to be good?</param>
    public static void Pass(HostFold fold, Moment moment, Func<RegressionEntry, bool> isGood)
    {
        foreach (var entry in fold.State.Regressions.Values.ToList())
        {
            if (Flapping.CalmAt(entry) is { } calm && calm <= moment.At && isGood(entry))
            {
                Calm(fold, moment with { At = calm }, entry);
            }
        }

        // Those too that have only now turned out to be resolved since long ago.
        foreach (var entry in fold.State.Regressions.Values.ToList())
        {
            if (ForgottenAt(entry) <= moment.At)
            {
                fold.Forgotten(entry);
            }
        }
    }

    private static void Calm(HostFold fold, Moment moment, RegressionEntry entry)
    {
        var still = Standing.Of(entry with { FlappingSince = null });
        fold.Happened(RegressionEventKind.FlappingEnded, still, moment);
        Resolve(fold, moment, still);
    }
}
