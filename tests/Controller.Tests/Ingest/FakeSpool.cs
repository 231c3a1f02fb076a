using Fleet.Controller.Ingest;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Record = Fleet.V1.Record;

namespace Fleet.Controller.Tests.Ingest;

/// <summary>An agent's spool: keeps records until they are acked.</summary>
internal sealed class FakeSpool(string id, TimeProvider time)
{
    private readonly List<Record> _records = [];

    public string Id => id;

    public ulong Epoch { get; set; }

    public string BootId { get; set; } = "boot-1";

    public ulong NextSeq { get; private set; } = 1;

    public ulong Acked { get; private set; }

    public Hello Hello() =>
        new()
        {
            SpoolId = id,
            SpoolEpoch = Epoch,
            OldestSeq = _records.Count > 0 ? _records[0].Seq : NextSeq,
            NewestSeq = NextSeq - 1,
            BootId = BootId,
            AgentVersion = "0.1.0",
            WallTime = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
        };

    /// <summary>A whole run of the sample catalog's check <c>t.state</c>.</summary>
    public Record Snapshot(params string[] facts)
    {
        var seen = new Observation
        {
            Check = "t.state",
            CheckVersion = 1,
            Status = RunStatus.Ran,
            Coverage =
            {
                new Coverage { Prefix = "", State = CoverageState.Complete },
            },
        };
        seen.Facts.AddRange(
            facts
                .Select(text => text.Split('=', 2))
                .Select(parts => new Fact { Key = parts[0], Value = parts[1] })
        );
        return Add(new Record { Snapshot = seen });
    }

    public Record Delta(params string[] set)
    {
        var delta = new ObservationDelta { Check = "t.state", Status = RunStatus.Ran };
        delta.Set.AddRange(
            set.Select(text => text.Split('=', 2))
                .Select(parts => new Fact { Key = parts[0], Value = parts[1] })
        );
        return Add(new Record { Delta = delta });
    }

    public Record Add(Record record)
    {
        record.Seq = NextSeq++;
        record.BootId = BootId;
        record.BootTimeNs = NowNs();
        record.WallTime = Timestamp.FromDateTimeOffset(time.GetUtcNow());
        _records.Add(record);
        return record;
    }

    /// <summary>Everything that is held from a record on, sent now.</summary>
    public Batch From(ulong seq, int most = int.MaxValue)
    {
        var batch = new Batch { BootId = BootId, BootTimeNs = NowNs() };
        batch.Records.AddRange(_records.Where(record => record.Seq >= seq).Take(most));
        return batch;
    }

    public void Ack(ulong seq)
    {
        Acked = Math.Max(Acked, seq);
        _records.RemoveAll(record => record.Seq <= seq);
    }

    /// <summary>What the hello says, as the controller decodes it.</summary>
    public SpoolHello Said() => new(id, Epoch, Hello().OldestSeq, NextSeq - 1, "0.1.0", null);

    private long NowNs() => time.GetElapsedTime(0).Ticks * 100 + 1;
}
