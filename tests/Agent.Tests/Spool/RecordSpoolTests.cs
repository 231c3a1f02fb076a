using System.Collections.Immutable;
using Fleet.Agent.Spool;
using Fleet.Agent.Tests.Fakes;

namespace Fleet.Agent.Tests.Spool;

public sealed class RecordSpoolTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_come_back_in_order_after_a_restart()
    {
        string id;
        using (var spool = Open())
        {
            id = spool.SpoolId;
            spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
            spool.Record(Runs.Of("b", "x=1"), Runs.At(1), mayFold: true);
            spool.Record(Runs.Of("a", "x=2"), Runs.At(2), mayFold: true);
        }

        using var again = Open();
        Assert.Equal(id, again.SpoolId);
        Assert.Equal(["1 Snapshot", "2 Snapshot", "3 Delta"], Kinds(again));
        Assert.Equal((1UL, 3UL), (again.OldestSeq, again.NewestSeq));
    }

    [Fact]
    public void The_next_run_goes_on_from_the_cursor_and_the_base_though_their_records_are_gone()
    {
        using (var spool = Open(segmentBytes: 1))
        {
            spool.Record(Runs.Of("log", "x=1", "line 10"), Runs.At(0), mayFold: true);
            spool.Record(Runs.Of("log", "x=2", "line 20"), Runs.At(1), mayFold: true);
            spool.Record(Runs.Of("other", "x=1"), Runs.At(2), mayFold: true);
            spool.Acked(3);
            Assert.Single(Directory.GetFiles(_folder["spool/" + spool.SpoolId]));
        }

        using var again = Open(segmentBytes: 1);
        Assert.Equal("line 20", again.CursorOf("log"));
        again.Record(Runs.Of("log", "x=3", "line 30"), Runs.At(3), mayFold: true);
        var delta = again.Read(4, 10, int.MaxValue, Runs.Noon).Single().Delta;
        Assert.Equal("3", Assert.Single(delta.Set).Value);
    }

    [Fact]
    public void The_cursor_of_an_unchanged_run_is_kept_too()
    {
        using (var spool = Open())
        {
            spool.Record(Runs.Of("log", "x=1", "line 10"), Runs.At(0), mayFold: true);
            spool.Record(Runs.Of("log", "x=1", "line 11"), Runs.At(1), mayFold: true);
            spool.Record(Runs.Of("log", "x=1", "line 12"), Runs.At(2), mayFold: true);
        }

        using var again = Open();
        Assert.Equal("line 12", again.CursorOf("log"));
    }

    [Fact]
    public void A_host_at_rest_adds_no_records_while_nothing_is_sent()
    {
        using var spool = Open();
        spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
        spool.Record(Runs.Of("b", "x=1"), Runs.At(0), mayFold: true);
        for (var minute = 1; minute <= 100; minute++)
        {
            spool.Record(Runs.Of("a", "x=1"), Runs.At(minute), mayFold: true);
            spool.Record(Runs.Of("b", "x=1"), Runs.At(minute), mayFold: true);
        }

        Assert.Equal(["1 Snapshot", "2 Snapshot", "3 Unchanged", "4 Unchanged"], Kinds(spool));
        var record = spool.Read(3, 10, int.MaxValue, Runs.Noon)[0];
        Assert.Equal(100, record.Unchanged.Count);
        Assert.Equal(Runs.At(1).BootTimeNanoseconds, record.Unchanged.FirstBootTimeNs);
        Assert.Equal(Runs.At(100).BootTimeNanoseconds, record.BootTimeNs);
    }

    [Fact]
    public void A_record_that_was_sent_does_not_grow_any_more()
    {
        using var spool = Open();
        spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
        spool.Record(Runs.Of("a", "x=1"), Runs.At(1), mayFold: true);
        spool.Read(1, 10, int.MaxValue, Runs.Noon);
        Assert.Equal(3UL, spool.Record(Runs.Of("a", "x=1"), Runs.At(2), mayFold: true));
        Assert.Equal(3UL, spool.Record(Runs.Of("a", "x=1"), Runs.At(3), mayFold: true));
        Assert.Equal(4UL, spool.Record(Runs.Of("a", "x=1"), Runs.At(4), mayFold: false));
        Assert.Equal(5UL, spool.Record(Runs.Of("a", "x=1"), Runs.At(5, "boot-2"), mayFold: true));
    }

    [Fact]
    public void An_unchanged_run_behind_a_change_is_a_record_of_its_own_so_that_times_stay_in_order()
    {
        using var spool = Open();
        spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
        spool.Record(Runs.Of("a", "x=1"), Runs.At(1), mayFold: true);
        spool.Record(Runs.Of("b", "x=1"), Runs.At(2), mayFold: true);
        spool.Record(Runs.Of("a", "x=1"), Runs.At(3), mayFold: true);
        Assert.Equal(["1 Snapshot", "2 Unchanged", "3 Snapshot", "4 Unchanged"], Kinds(spool));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(40)]
    public void The_torn_end_that_a_crash_leaves_is_cut_off_and_what_came_before_stays(int bytes)
    {
        string file;
        using (var spool = Open())
        {
            spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
            spool.Record(Runs.Of("a", "x=2", "cut off"), Runs.At(1), mayFold: true);
            file = Directory.GetFiles(_folder["spool/" + spool.SpoolId]).Single();
        }

        using (var torn = new FileStream(file, FileMode.Open))
        {
            torn.SetLength(torn.Length - bytes);
        }

        using var again = Open();
        Assert.Equal(["1 Snapshot"], Kinds(again));
        Assert.Equal("", again.CursorOf("a"));
        Assert.Contains(
            "damaged and are cut off",
            Assert.Single(_warnings),
            StringComparison.Ordinal
        );
        Assert.Equal(2UL, again.Record(Runs.Of("a", "x=2"), Runs.At(2), mayFold: true));
    }

    [Fact]
    public void Zeros_at_the_end_are_damage_not_records()
    {
        string file;
        using (var spool = Open())
        {
            spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
            file = Directory.GetFiles(_folder["spool/" + spool.SpoolId]).Single();
        }

        File.AppendAllText(file, new string('\0', 4096));
        using var again = Open();
        Assert.Equal(["1 Snapshot"], Kinds(again));
    }

    [Fact]
    public void A_full_spool_gives_up_its_oldest_says_so_and_owes_snapshots()
    {
        using var spool = Open(segmentBytes: 400, maxBytes: 2000);
        for (var i = 0; i < 100; i++)
        {
            spool.Record(Runs.Number("a", i), Runs.At(i), mayFold: true);
        }

        Assert.InRange(spool.Size.Bytes, 1000, 2500);
        var records = spool.Read(1, 1000, int.MaxValue, Runs.Noon);
        var gap = records[0];
        Assert.Equal(1UL, gap.Gap.FirstSeq);
        Assert.Equal(spool.OldestSeq - 1, gap.Seq);
        Assert.Contains("the spool reached", gap.Gap.Reason, StringComparison.Ordinal);
        Assert.Equal(records[1].BootTimeNs, gap.BootTimeNs);
        Assert.Equal(
            records.Skip(1).Select(r => r.Seq),
            Enumerable.Range((int)gap.Seq + 1, records.Length - 1).Select(i => (ulong)i)
        );
        Assert.Contains(records, record => record.Snapshot is not null);
    }

    [Fact]
    public void What_is_owed_survives_a_restart_and_ends_with_the_snapshot()
    {
        using (var spool = Open())
        {
            spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
            spool.Record(Runs.Of("b", "x=1"), Runs.At(0), mayFold: true);
            spool.Owe(["a"]);
        }

        using var again = Open();
        Assert.Equal(["a"], again.Owed);
        again.Record(Runs.Of("a", "x=1"), Runs.At(1), mayFold: true);
        again.Record(Runs.Of("b", "x=1"), Runs.At(1), mayFold: true);
        Assert.Equal(["1 Snapshot", "2 Snapshot", "3 Snapshot", "4 Unchanged"], Kinds(again));
        Assert.Empty(again.Owed);
    }

    [Fact]
    public void Records_that_were_acked_and_are_asked_for_again_are_a_gap_and_snapshots_are_owed()
    {
        using var spool = Open();
        spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
        spool.Acked(1);
        var gap = Assert.Single(spool.Read(1, 10, int.MaxValue, Runs.At(5)));
        Assert.Equal((1UL, 1UL), (gap.Gap.FirstSeq, gap.Seq));
        Assert.Equal(["a"], spool.Owed);
        spool.Record(Runs.Of("a", "x=1"), Runs.At(6), mayFold: true);
        Assert.NotNull(Assert.Single(spool.Read(1, 1, int.MaxValue, Runs.At(7))).Gap);
        Assert.Equal(2, spool.Read(1, 2, int.MaxValue, Runs.At(7)).Length);
    }

    [Fact]
    public void Reading_is_bounded_by_records_and_by_bytes_but_gives_at_least_one()
    {
        using var spool = Open();
        for (var i = 0; i < 50; i++)
        {
            spool.Record(Runs.Number("a", i), Runs.At(i), mayFold: true);
        }

        Assert.Equal(10, spool.Read(1, 10, int.MaxValue, Runs.Noon).Length);
        Assert.Single(spool.Read(1, 10, 1, Runs.Noon));
        Assert.Single(spool.Read(50, 1, 1, Runs.Noon));
        Assert.Empty(spool.Read(51, 10, 1, Runs.Noon));
    }

    [Fact]
    public void A_spool_begun_anew_has_another_id_begins_with_snapshots_and_keeps_the_cursors()
    {
        using var spool = Open();
        var before = spool.SpoolId;
        spool.Accepted(3);
        spool.Record(Runs.Of("log", "x=1", "line 10"), Runs.At(0), mayFold: true);
        spool.BeginAnew();
        Assert.NotEqual(before, spool.SpoolId);
        Assert.Equal((0UL, 0UL, "line 10"), (spool.Epoch, spool.NewestSeq, spool.CursorOf("log")));
        spool.Record(Runs.Of("log", "x=1"), Runs.At(1), mayFold: true);
        Assert.Equal(["1 Snapshot"], Kinds(spool));
        Assert.False(Directory.Exists(_folder["spool/" + before]));
    }

    [Fact]
    public void A_state_that_cannot_be_read_begins_a_new_spool_and_is_said()
    {
        using (var spool = Open())
        {
            spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
        }

        File.WriteAllText(_folder["spool/state"], "rubbish");
        using var again = Open();
        Assert.Equal(0UL, again.NewestSeq);
        Assert.Contains(
            "cannot be read: a new spool is begun",
            Assert.Single(_warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_closed_spool_takes_nothing_more()
    {
        var spool = Open();
        spool.Dispose();
        Assert.Throws<ObjectDisposedException>(() =>
            spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true)
        );
    }

    [Fact]
    public async Task Waiting_ends_when_a_record_comes()
    {
        using var spool = Open();
        var waiting = spool.WaitAsync(1, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        spool.Record(Runs.Of("a", "x=1"), Runs.At(0), mayFold: true);
        await waiting;
    }

    private RecordSpool Open(long segmentBytes = 1 << 20, long maxBytes = 64 << 20) =>
        RecordSpool.Open(_folder["spool"], new SpoolLimits(maxBytes, segmentBytes), _warnings.Add);

    private static ImmutableArray<string> Kinds(RecordSpool spool) =>
        [.. spool.Read(1, 1000, int.MaxValue, Runs.Noon).Select(r => $"{r.Seq} {r.BodyCase}")];
}
