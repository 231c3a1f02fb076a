using Fleet.Agent.Spool;
using Fleet.Checks.Facts;
using Wire = Fleet.V1;

namespace Fleet.Agent.Tests.Spool;

public sealed class DeltaEncoderTests
{
    [Fact]
    public void The_first_run_is_a_snapshot_and_so_is_the_first_of_another_version()
    {
        var run = WireObservation.Of(Runs.Of("c", "a=1"));
        Assert.Equal(run, DeltaEncoder.Encode(null, run).Snapshot);
        var newer = WireObservation.Of(Runs.Of("c", "a=1", version: 2));
        Assert.Equal(newer, DeltaEncoder.Encode(run, newer).Snapshot);
    }

    [Fact]
    public void Only_what_differs_is_said()
    {
        var delta = Delta(Runs.Of("c", "a=1 b=2 c=3"), Runs.Of("c", "a=1 b=9 d=4"));
        Assert.Equal(["b=9", "d=4"], delta.Set.Select(f => $"{f.Key}={f.Value}"));
        Assert.Equal(["c"], delta.Removed);
        Assert.Null(delta.Coverage);
    }

    [Fact]
    public void An_equal_run_is_unchanged_and_brings_its_samples()
    {
        var before = Runs.Of("c", "a=1", "cursor 1") with { Took = TimeSpan.FromSeconds(1) };
        var now = Runs.Of("c", "a=1", "cursor 2") with { Samples = [new Sample("load", 0.5)] };
        var unchanged = DeltaEncoder.Encode(Base(before), WireObservation.Of(now)).Unchanged;
        Assert.Equal(1, unchanged.Count);
        Assert.Equal(0.5, Assert.Single(unchanged.Samples).Value);
    }

    public static TheoryData<string, Observation> Changes =>
        new()
        {
            { "source", Runs.Of("c", "") with { Facts = [new Fact("a", "1", "/f:2")] } },
            {
                "coverage",
                Runs.Of("c", "a=1") with
                {
                    Coverage = [new Coverage("", CoverageState.Truncated)],
                }
            },
            { "failure", Runs.Of("c", "a=1") with { Status = RunStatus.Failed } },
            { "document", Runs.Of("c", "a=1") with { Documents = [new Document("/f", "text")] } },
            {
                "line",
                Runs.Of("c", "a=1") with
                {
                    Lines = [new EventLine(default, "k", "", "", "text")],
                }
            },
            {
                "event",
                Runs.Of("c", "a=1") with
                {
                    Events = [new EventBucket(default, [], 1, 1, 1)],
                }
            },
        };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Each_of_these_alone_is_a_change(string what, Observation now)
    {
        Assert.NotNull(what);
        Assert.NotNull(Delta(Runs.Of("c", "a=1"), now));
    }

    [Fact]
    public void A_document_travels_with_its_body_only_when_it_is_new()
    {
        var with = Runs.Of("c", "a=1") with
        {
            Documents = [new Document("/f", "one"), new Document("/g", "same")],
        };
        var now = Runs.Of("c", "a=1") with
        {
            Documents = [new Document("/f", "two"), new Document("/g", "same")],
        };
        var document = Assert.Single(Delta(with, now).Documents);
        Assert.Equal(("/f", "two"), (document.Name, document.Body));
        Assert.Equal(["/f", "/g"], Delta(now, Runs.Of("c", "a=1")).DocumentsRemoved);
    }

    [Fact]
    public void Deltas_told_one_after_another_end_in_the_last_run()
    {
        var random = new Random(7);
        var known = Base(Some(random));
        for (var i = 0; i < 500; i++)
        {
            var now = WireObservation.Of(Some(random));
            var record = DeltaEncoder.Encode(known, now);
            known = record.Delta is { } delta ? DeltaEncoder.Apply(known, delta) : known;
            Assert.Equal(DeltaEncoder.Base(now), known);
        }
    }

    private static Observation Some(Random random) =>
        Runs.Of("c", "") with
        {
            Status = random.Next(5) == 0 ? RunStatus.Failed : RunStatus.Ran,
            Facts =
            [
                .. "abcdef"
                    .Where(_ => random.Next(2) == 0)
                    .Select(c => new Fact($"{c}", $"{random.Next(2)}")),
            ],
            Documents =
            [
                .. "xyz"
                    .Where(_ => random.Next(2) == 0)
                    .Select(c => new Document($"{c}", $"{random.Next(2)}")),
            ],
            Coverage = random.Next(3) == 0 ? [] : [new Coverage("", CoverageState.Complete)],
        };

    private static Wire.Observation Base(Observation run) =>
        DeltaEncoder.Base(WireObservation.Of(run));

    private static Wire.ObservationDelta Delta(Observation before, Observation now) =>
        DeltaEncoder.Encode(Base(before), WireObservation.Of(now)).Delta;
}
