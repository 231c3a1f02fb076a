namespace Fleet.Controller.Judging.Life;

/// <summary>Opens regressions: the first time, again, and again and again.</summary>
internal static class Opening
{
    /// <summary>Opens one. Where it was resolved lately, or accepted, it is the same one, come again.</summary>
    /// <param name="fold">The host.</param>
    /// <param name="moment">When.</param>
    /// <param name="fresh">As it would stand were it the first.</param>
    /// <param name="text">What led to it; empty: the observation says all.</param>
    public static void Open(HostFold fold, Moment moment, RegressionEntry fresh, string text = "")
    {
        if (fold.State.Regressions.GetValueOrDefault(fresh.Key) is not { } known)
        {
            var first = fresh with { State = RegressionState.New, LatelyOpened = [fresh.OpenedAt] };
            fold.Happened(RegressionEventKind.Opened, first, moment, text: text);
            return;
        }

        var counted = Flapping.Opened(known, fresh.OpenedAt);
        var again = fresh with
        {
            State = RegressionState.Regressed,
            Openings = counted.Openings,
            LatelyOpened = counted.LatelyOpened,
        };
        fold.Happened(RegressionEventKind.Reopened, again, moment, text: text);
        if (again.LatelyOpened.Length >= Flapping.Openings)
        {
            fold.Happened(
                RegressionEventKind.FlappingBegan,
                again with
                {
                    FlappingSince = again.LatelyOpened[0],
                },
                moment,
                text: Flapping.Words(again.LatelyOpened)
            );
        }
    }

    /// <summary>It flaps, was good for a while, and is bad again: counted, not told.</summary>
    public static RegressionEntry BadAgain(RegressionEntry entry, Moment moment) =>
        Flapping.IsCalming(entry) ? Flapping.Opened(entry, moment.At) : entry;
}
