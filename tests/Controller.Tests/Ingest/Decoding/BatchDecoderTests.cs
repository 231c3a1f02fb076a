using Fleet.Controller.Ingest;
using Fleet.Controller.Ingest.Decoding;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Record = Fleet.V1.Record;

namespace Fleet.Controller.Tests.Ingest.Decoding;

public sealed class BatchDecoderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Within_a_boot_the_wall_clock_does_not_matter()
    {
        var record = Ran(1, bootNs: 40_000_000_000, wall: Now.AddYears(-10));
        Assert.Equal(Now.AddSeconds(-60), At(record, sentNs: 100_000_000_000));
    }

    [Fact]
    public void Across_boots_the_hosts_clock_counts_between_the_record_before_and_the_receipt()
    {
        var previous = Now.AddHours(-1);
        Assert.Equal(Now.AddMinutes(-5), Across(Now.AddMinutes(-5), previous));
        Assert.Equal(Now, Across(Now.AddDays(400), previous));
        Assert.Equal(previous, Across(Now.AddDays(-400), previous));
    }

    [Fact]
    public void A_controller_clock_set_back_does_not_turn_the_order_of_times()
    {
        var later = Now.AddHours(2);
        Assert.Equal(later, Across(Now, previous: later));
    }

    [Fact]
    public void What_was_applied_before_is_left_out() =>
        Assert.Equal(
            [3UL],
            new BatchDecoder(3, Now)
                .Decode(Batch(Ran(1), Ran(2), Ran(3)), Now)
                .Select(arrival => arrival.Seq)
        );

    [Fact]
    public void A_refused_batch_moves_nothing()
    {
        var decoder = new BatchDecoder(1, Now);
        var bad = Ran(2);
        bad.Snapshot.Status = (RunStatus)99;
        Assert.Throws<MalformedException>(() => decoder.Decode(Batch(Ran(1), bad), Now));
        Assert.Equal(1UL, decoder.NextSeq);
        Assert.Equal(2, decoder.Decode(Batch(Ran(1), Ran(2)), Now).Length);
    }

    [Fact]
    public void A_gap_explains_a_hole_up_to_its_own_number()
    {
        var gap = new Record
        {
            Seq = 9,
            Gap = new Gap { FirstSeq = 1, Reason = "overflow" },
        };
        gap.WallTime = Timestamp.FromDateTimeOffset(Now);
        var decoder = new BatchDecoder(4, Now);
        var arrival = Assert.Single(decoder.Decode(Batch(gap), Now));
        Assert.IsType<ArrivedGap>(arrival.Body);
        Assert.Equal(10UL, decoder.NextSeq);
    }

    public static TheoryData<string, Action<Record>> Malformed =>
        new()
        {
            { "99 is not known", r => r.Snapshot.Status = (RunStatus)99 },
            { "0 is not known", r => r.Snapshot.Status = RunStatus.Unspecified },
            { "check: empty", r => r.Snapshot.Check = "" },
            { "check: 300 characters", r => r.Snapshot.Check = new string('x', 300) },
            { "fact key: empty", r => r.Snapshot.Facts.Add(new Fact()) },
            {
                "twice",
                r => r.Snapshot.Facts.Add([new Fact { Key = "a" }, new Fact { Key = "a" }])
            },
            { "its hash is", r => r.Snapshot.Documents.Add(Document("wrong")) },
            { "has no body", r => r.Snapshot.Documents.Add(new Document { Name = "/x" }) },
            {
                "not a number",
                r => r.Snapshot.Samples.Add(new Sample { Key = "x", Value = double.NaN })
            },
            { "not the start", r => r.Snapshot.Events.Add(Bucket(Now.AddSeconds(1))) },
            { "no time", r => r.Snapshot.Events.Add(new EventBucket()) },
            { "51 entries", r => r.Snapshot.Events.Add(Bucket(Now, counts: 51)) },
            { "no time", r => r.WallTime = new Timestamp { Seconds = long.MaxValue } },
            { "of no kind", r => r.ClearBody() },
            { "larger than any", r => r.Seq = ulong.MaxValue },
            { "unchanged: 0 runs", r => r.Unchanged = new Unchanged { Check = "c", Count = 0 } },
        };

    [Theory]
    [MemberData(nameof(Malformed), DisableDiscoveryEnumeration = true)]
    public void What_the_contract_does_not_allow_is_refused_by_name(
        string said,
        Action<Record> spoil
    )
    {
        var record = Ran(1);
        spoil(record);
        var failure = Assert.Throws<MalformedException>(() =>
            new BatchDecoder(1, Now).Decode(Batch(record), Now)
        );
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(Record record, long sentNs)
    {
        var batch = Batch(record);
        batch.BootTimeNs = sentNs;
        return new BatchDecoder(1, DateTimeOffset.MinValue).Decode(batch, Now)[0].At;
    }

    private static DateTimeOffset Across(DateTimeOffset wall, DateTimeOffset previous)
    {
        var record = Ran(1, wall: wall);
        record.BootId = "the boot before";
        return new BatchDecoder(1, previous).Decode(Batch(record), Now)[0].At;
    }

    private static Batch Batch(params Record[] records)
    {
        var batch = new Batch { BootId = "boot", BootTimeNs = 1 };
        batch.Records.AddRange(records);
        return batch;
    }

    private static Record Ran(ulong seq, long bootNs = 1, DateTimeOffset? wall = null) =>
        new()
        {
            Seq = seq,
            BootId = wall is null ? "" : "boot",
            BootTimeNs = bootNs,
            WallTime = Timestamp.FromDateTimeOffset(wall ?? Now),
            Snapshot = new Observation
            {
                Check = "t.state",
                CheckVersion = 1,
                Status = RunStatus.Ran,
            },
        };

    private static Document Document(string hash) =>
        new()
        {
            Name = "/x",
            Body = "text",
            Hash = hash,
        };

    private static EventBucket Bucket(DateTimeOffset start, int counts = 0)
    {
        var bucket = new EventBucket { Start = Timestamp.FromDateTimeOffset(start) };
        bucket.Counts.AddRange(Enumerable.Range(0, counts).Select(_ => new EventCount()));
        return bucket;
    }
}
