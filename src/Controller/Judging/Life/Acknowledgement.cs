namespace Fleet.Controller.Judging.Life;

/// <summary>Somebody takes a regression up, gives it back, or writes a note on it.</summary>
internal static class Acknowledgement
{
    public static void Take(
        HostFold fold,
        Moment moment,
        RegressionEntry entry,
        string by,
        string note
    )
    {
        var taken = entry with { AcknowledgedBy = by, AcknowledgedAt = moment.At };
        fold.Happened(RegressionEventKind.Acknowledged, Standing.Of(taken), moment, by, note);
    }

    public static void GiveBack(HostFold fold, Moment moment, RegressionEntry entry, string by)
    {
        if (entry.AcknowledgedBy.Length == 0)
        {
            return;
        }

        var free = entry with { AcknowledgedBy = "", AcknowledgedAt = null };
        fold.Happened(RegressionEventKind.Unacknowledged, Standing.Of(free), moment, by);
    }

    public static void Note(
        HostFold fold,
        Moment moment,
        RegressionEntry entry,
        string by,
        string text
    ) => fold.Happened(RegressionEventKind.Noted, entry, moment, by, text);
}
