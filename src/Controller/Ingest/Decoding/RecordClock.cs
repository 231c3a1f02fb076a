using Fleet.V1;

namespace Fleet.Controller.Ingest.Decoding;

/// <summary>
/// Gives records their time. Within the boot that sends them: the receipt minus their age on the host's monotonic clock, whatever its wall clock says; across boots the
/// host's wall clock. Always between the record before and the receipt: times of one host never run backwards, and none lies ahead. Pure.
/// </summary>
/// <param name="BootId">The sender's boot.</param>
/// <param name="SentNs">CLOCK_BOOTTIME when it was sent, in nanoseconds.</param>
/// <param name="ReceivedAt">When it was received.</param>
internal readonly record struct RecordClock(string BootId, long SentNs, DateTimeOffset ReceivedAt)
{
    /// <summary>When a record's run was, its previous record's time known.</summary>
    public DateTimeOffset At(Record record, DateTimeOffset previous)
    {
        var at =
            SinceBoot(record.BootId, record.BootTimeNs)
            ?? WireTime.Of(record.WallTime, $"record {record.Seq}");
        return Between(at, previous);
    }

    /// <summary>When the first of a record's equal runs was.</summary>
    public DateTimeOffset FirstAt(
        Record record,
        long firstNs,
        DateTimeOffset at,
        DateTimeOffset previous
    )
    {
        var ago = Age(firstNs, record.BootTimeNs);
        var first = at - DateTimeOffset.MinValue > ago ? at - ago : previous;
        return first < previous ? previous : first;
    }

    private DateTimeOffset? SinceBoot(string bootId, long ranNs)
    {
        if (bootId.Length == 0 || bootId != BootId)
        {
            return null;
        }

        var age = Age(ranNs, SentNs);
        return ReceivedAt - DateTimeOffset.MinValue > age
            ? ReceivedAt - age
            : DateTimeOffset.MinValue;
    }

    private DateTimeOffset Between(DateTimeOffset at, DateTimeOffset previous)
    {
        var notAhead = at < ReceivedAt ? at : ReceivedAt;
        return notAhead > previous ? notAhead : previous;
    }

    private static TimeSpan Age(long ran, long sent) =>
        ran < 0 || sent <= ran ? TimeSpan.Zero : TimeSpan.FromTicks((sent - ran) / 100);
}
