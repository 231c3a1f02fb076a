using Fleet.Agent.Schedule;
using Google.Protobuf.WellKnownTypes;
using Wire = Fleet.V1;

namespace Fleet.Agent.Spool;

/// <summary>When a record says it happened.</summary>
internal static class RecordTimes
{
    /// <summary>The record with the time of its run.</summary>
    public static Wire.Record Stamp(Wire.Record record, RunStamp at)
    {
        record.BootId = at.BootId;
        record.BootTimeNs = at.BootTimeNanoseconds;
        record.WallTime = Timestamp.FromDateTimeOffset(at.Wall);
        if (record.Unchanged is { } unchanged)
        {
            unchanged.FirstBootTimeNs = record.BootTimeNs;
        }

        return record;
    }

    /// <summary>Says that records are missing before one that is there. It has that one's time: a later one would push all that follows behind it.</summary>
    public static Wire.Record GapBefore(Wire.Record next, ulong first, string reason) =>
        new()
        {
            Seq = next.Seq - 1,
            BootId = next.BootId,
            BootTimeNs = next.BootTimeNs,
            WallTime = next.WallTime,
            Gap = new Wire.Gap { FirstSeq = first, Reason = reason },
        };
}
