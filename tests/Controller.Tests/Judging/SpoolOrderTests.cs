using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

public sealed class SpoolOrderTests
{
    private static readonly string[] Values = ["good", "better", "poor", "bad"];

    [Fact]
    public void A_replayed_record_changes_nothing()
    {
        var story = new HostStory().Sees("t.state", "watched/a=1");
        var before = Text(story.State);

        story.Arrives(
            new ArrivedSnapshot(
                HostStory.Observation(
                    "t.state",
                    [new Coverage("", CoverageState.Complete)],
                    ["watched/a=2"]
                )
            ),
            seq: 1
        );

        Assert.Equal(before, Text(story.State));
        Assert.Empty(story.Changes.Facts);
    }

    [Fact]
    public void A_hole_is_refused() =>
        Assert.Throws<InvalidOperationException>(() =>
            new HostStory().Arrives(new ArrivedGap(3, "overflow"), seq: 5)
        );

    [Fact]
    public void After_a_gap_a_delta_has_no_base_and_a_snapshot_is_asked_for()
    {
        var story = new HostStory().Sees("t.state", "watched/a=1");
        story.Arrives(new ArrivedGap(2, "overflow"), seq: 9).Arrives(Delta("watched/a=2"));

        Assert.Equal(["t.state"], story.Changes.NeedSnapshot);
        Assert.Equal("1", story.State.Checks["t.state"].Facts.Read("watched/a").Value);
        Assert.Empty(story.Told);
    }

    [Fact]
    public void A_delta_says_the_same_as_the_snapshot_it_stands_for()
    {
        var snapshots = new HostStory()
            .Sees("t.state", "watched/a=1", "watched/b=1")
            .Sees("t.state", "watched/a=2");
        var deltas = new HostStory().Sees("t.state", "watched/a=1", "watched/b=1");
        deltas.Arrives(Delta("watched/a=2") with { Removed = ["watched/b"] });

        Assert.Equal(Text(snapshots.State), Text(deltas.State));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_batch_split_and_any_replay_end_in_the_same_state_and_tell_the_same(int seed)
    {
        for (var round = 0; round < 100; round++)
        {
            var random = new Random((seed * 1000) + round);
            var records = Records(random, 30);
            var whole = Run([records]);
            var split = Run(Split(random, records));

            Assert.Equal(whole.State, split.State);
            Assert.Equal(whole.Told, split.Told);
        }
    }

    private static ImmutableArray<Arrival> Records(Random random, int count) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(seq => new Arrival(
                    (ulong)seq,
                    HostStory.Start.AddMinutes(seq),
                    Body(random)
                )),
        ];

    private static ArrivalBody Body(Random random)
    {
        var facts = Enumerable
            .Range(0, 4)
            .Where(_ => random.Next(3) > 0)
            .Select(i =>
                (i % 2 == 0 ? $"decided/{i}=" : $"watched/alice/{i}=")
                + Values[random.Next(Values.Length)]
            );
        var denied = new Coverage("watched/alice", CoverageState.Unreadable, "denied");
        var all = new Coverage("", CoverageState.Complete);
        return random.Next(8) switch
        {
            0 => new ArrivedSnapshot(
                HostStory.Observation(
                    "t.cause",
                    [all],
                    [random.Next(2) == 0 ? "running=yes" : "running=no"]
                )
            ),
            1 => new ArrivedSnapshot(
                HostStory.Observation(
                    "t.port",
                    [all],
                    random.Next(2) == 0 ? ["listen/22=sshd"] : []
                )
            ),
            2 => new ArrivedSnapshot(
                HostStory.Observation("t.state", [all, denied], facts.Where(f => f[0] == 'd'))
            ),
            3 => new ArrivedUnchanged("t.state", HostStory.Start, 2, []),
            4 => Delta($"watched/alice/1={Values[random.Next(Values.Length)]}"),
            _ => new ArrivedSnapshot(HostStory.Observation("t.state", [all], facts)),
        };
    }

    /// <summary>Cuts into batches and sends some of them again, as a reconnection does.</summary>
    private static IEnumerable<ImmutableArray<Arrival>> Split(
        Random random,
        ImmutableArray<Arrival> records
    )
    {
        for (var at = 0; at < records.Length; )
        {
            var size = Math.Min(1 + random.Next(7), records.Length - at);
            yield return records.Slice(at, size);
            at += size;
            if (random.Next(3) == 0)
            {
                yield return records.Slice(Math.Max(0, at - 5), at - Math.Max(0, at - 5));
            }
        }
    }

    private static (string State, string Told) Run(IEnumerable<ImmutableArray<Arrival>> batches)
    {
        var state = HostStory.Fresh();
        var told = new StringBuilder();
        foreach (var batch in batches)
        {
            (state, var changes) = HostJudging.Apply(
                state,
                batch,
                SampleCatalog.Rules,
                HostStory.Start
            );
            foreach (var change in changes.FactChanges)
            {
                told.AppendLine(change.ToString());
            }
        }

        return (Text(state), told.ToString());
    }

    private static ArrivedDelta Delta(params string[] set) =>
        new("t.state", RunStatus.Ran, "", [.. set.Select(HostStory.Fact)], [], null, [], []);

    private static string Text(HostState state)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{state.Spool}");
        foreach (var (check, run) in state.Checks.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{check} {run.LastSeq} {run.Runs} {run.LastRunAt:O} {string.Join(';', run.Facts.All)}"
            );
            text.AppendJoin(';', run.Facts.Coverage).AppendLine();
        }

        text.AppendJoin(
                '\n',
                state
                    .Findings.Values.Select(f =>
                        $"{f.Finding.Rule} {f.Finding.Subject} {f.Finding.Outcome} {f.LastCertain} {f.SinceSeq}"
                    )
                    .Order()
            )
            .AppendLine();
        text.AppendJoin('\n', state.Baselines.Select(b => $"{b}").Order()).AppendLine();
        return text.AppendJoin('\n', state.Regressions.Values.Select(Line).Order()).ToString();
    }

    private static string Line(RegressionEntry r) =>
        $"{r.Key} {r.State} {r.Before} {r.After} {r.Summary} {r.OpenedSeq} {r.CausedBy} {r.CauseResolved} {string.Join(',', r.Changes.Select(c => $"{c.Key} {c.Before} {c.After}"))}";
}
