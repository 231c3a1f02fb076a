using System.Collections.Immutable;
using Fleet.V1;

namespace Fleet.Controller.Ingest.Decoding;

/// <summary>Takes batches of one stream: order, times, contents. What was applied before is left out.</summary>
internal sealed class BatchDecoder(ulong nextSeq, DateTimeOffset lastAt)
{
    /// <summary>The first record not taken yet.</summary>
    public ulong NextSeq { get; private set; } = nextSeq;

    /// <summary>The time of the newest record taken.</summary>
    public DateTimeOffset LastAt { get; private set; } = lastAt;

    /// <exception cref="MalformedException">A record is missing, or one is not as the contract has it; nothing of the batch counts.</exception>
    public ImmutableArray<Arrival> Decode(Batch batch, DateTimeOffset receivedAt)
    {
        Require.Count(batch.Records.Count, WireLimits.RecordsPerBatch, "records of a batch");
        var clock = new RecordClock(batch.BootId, batch.BootTimeNs, receivedAt);
        var arrivals = ImmutableArray.CreateBuilder<Arrival>(batch.Records.Count);
        var (next, last) = (NextSeq, LastAt);
        foreach (var record in batch.Records)
        {
            if (record.Seq < next)
            {
                continue;
            }

            RequireInOrder(record, next);
            var at = clock.At(record, last);
            arrivals.Add(new Arrival(record.Seq, at, Body(record, clock, at, last)));
            (next, last) = (record.Seq + 1, at);
        }

        (NextSeq, LastAt) = (next, last);
        return arrivals.ToImmutable();
    }

    private static void RequireInOrder(Record record, ulong next)
    {
        // Storage counts in signed 64 bits, and a spool that makes a record every nanosecond reaches that after 292 years.
        if (record.Seq >= long.MaxValue)
        {
            throw new MalformedException($"record {record.Seq}: larger than any spool's");
        }

        var first = record.BodyCase == Record.BodyOneofCase.Gap ? record.Gap.FirstSeq : record.Seq;
        if (first > next)
        {
            throw new MalformedException(
                $"record {next} is missing before {first}: send it, or a gap that names it"
            );
        }
    }

    private static ArrivalBody Body(
        Record record,
        RecordClock clock,
        DateTimeOffset at,
        DateTimeOffset previous
    ) =>
        record.BodyCase switch
        {
            Record.BodyOneofCase.Snapshot => ObservationDecoder.Snapshot(record.Snapshot),
            Record.BodyOneofCase.Delta => ObservationDecoder.Delta(record.Delta),
            Record.BodyOneofCase.Unchanged => Unchanged(record, clock, at, previous),
            Record.BodyOneofCase.Gap => new ArrivedGap(
                record.Gap.FirstSeq,
                Require.Text(record.Gap.Reason, WireLimits.Key, "gap reason")
            ),
            _ => throw new MalformedException($"record {record.Seq}: of no kind known here"),
        };

    private static ArrivedUnchanged Unchanged(
        Record record,
        RecordClock clock,
        DateTimeOffset at,
        DateTimeOffset previous
    )
    {
        var unchanged = record.Unchanged;
        var check = Require.Named(unchanged.Check, WireLimits.Name, "check");
        if (unchanged.Count is < 1 or > 1_000_000_000)
        {
            throw new MalformedException($"{check} unchanged: {unchanged.Count} runs");
        }

        return new ArrivedUnchanged(
            check,
            clock.FirstAt(record, unchanged.FirstBootTimeNs, at, previous),
            unchanged.Count,
            ObservationDecoder.Samples(unchanged.Samples, check)
        );
    }
}
