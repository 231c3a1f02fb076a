using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging.Life;

public sealed class LifePropertyTests
{
    private const int Rounds = 60;

    /// <summary>From each state, what it may come to; unspecified: it is not there, or forgotten. Opened while a silence or a waiver holds is one step.</summary>
    private static readonly Dictionary<RegressionState, RegressionState[]> Table = new()
    {
        [RegressionState.Unspecified] =
        [
            RegressionState.New,
            RegressionState.Silenced,
            RegressionState.Accepted,
        ],
        [RegressionState.New] =
        [
            RegressionState.Open,
            RegressionState.Acknowledged,
            RegressionState.Silenced,
            RegressionState.Accepted,
            RegressionState.Resolved,
        ],
        [RegressionState.Open] =
        [
            RegressionState.Acknowledged,
            RegressionState.Silenced,
            RegressionState.Accepted,
            RegressionState.Resolved,
        ],
        [RegressionState.Regressed] =
        [
            RegressionState.Acknowledged,
            RegressionState.Silenced,
            RegressionState.Accepted,
            RegressionState.Resolved,
        ],
        [RegressionState.Acknowledged] =
        [
            RegressionState.Open,
            RegressionState.Regressed,
            RegressionState.Silenced,
            RegressionState.Accepted,
            RegressionState.Resolved,
        ],
        [RegressionState.Silenced] =
        [
            RegressionState.Open,
            RegressionState.Regressed,
            RegressionState.Acknowledged,
            RegressionState.Accepted,
            RegressionState.Resolved,
        ],
        [RegressionState.Accepted] =
        [
            RegressionState.Open,
            RegressionState.Regressed,
            RegressionState.Silenced,
            RegressionState.Resolved,
        ],
        [RegressionState.Resolved] =
        [
            RegressionState.Regressed,
            RegressionState.Silenced,
            RegressionState.Accepted,
            RegressionState.Unspecified,
        ],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void However_records_are_split_delayed_and_sent_again_and_whenever_timers_come_the_end_is_the_same(
        int seed
    )
    {
        for (var round = 0; round < Rounds; round++)
        {
            var life = new RandomLife((seed * 10_000) + round, 60);
            var promptly = new LifeRun(life).Promptly();
            var anyhow = new LifeRun(life).Anyhow(new Random(round));

            Assert.True(
                promptly.Text == anyhow.Text,
                $"seed {seed}, round {round}\n{Difference(promptly.Text, anyhow.Text)}"
            );
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_told_is_the_same_too_but_for_silences_which_are_about_now(int seed)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var life = new RandomLife((seed * 10_000) + round, 60);

            Assert.Equal(
                Told(new LifeRun(life).Promptly()),
                Told(new LifeRun(life).Anyhow(new Random(round)))
            );
        }
    }

    [Fact]
    public void Every_turn_of_a_life_is_taken_and_no_other()
    {
        var taken = Enumerable
            .Range(0, 300)
            .SelectMany(seed => new LifeRun(new RandomLife(seed, 60)).Promptly().Turns)
            .ToHashSet();

        _ = taken.Add(SilencedWhileNew());
        var allowed = Table.SelectMany(row => row.Value.Select(to => (row.Key, to))).ToList();
        Assert.DoesNotContain(taken.Except(allowed), turn => turn.Item1 != turn.Item2);
        Assert.Empty(allowed.Except(taken));
    }

    /// <summary>Too seldom for chance: a silence that begins within the minute.</summary>
    private static (RegressionState From, RegressionState To) SilencedWhileNew()
    {
        var silence = Said.Silence("", Said.Start.AddSeconds(150), Said.Start.AddHours(1));
        var story = new HostStory()
            .Under(Said.With(silence))
            .Sees("t.state", "watched/a=1")
            .Sees("t.state", "watched/a=2");
        var before = story.State.Regressions.Values.Single().State;
        story.TimePasses(TimeSpan.FromSeconds(40));
        return (before, story.State.Regressions.Values.Single().State);
    }

    private static IEnumerable<string> Told(LifeRun run) =>
        run
            .Events.Where(step =>
                step.Kind is not (RegressionEventKind.Silenced or RegressionEventKind.Unsilenced)
            )
            .Select(step =>
                $"{step.Regression.Rule} {step.Regression.Subject} {step.At:O} {step.Kind} {step.By} {step.Text}"
            )
            .Order(StringComparer.Ordinal);

    private static string Difference(string one, string other)
    {
        var (left, right) = (one.Split('\n'), other.Split('\n'));
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join(
            '\n',
            Enumerable
                .Range(Math.Max(0, at - 45), 60)
                .Where(line => line < Math.Min(left.Length, right.Length))
                .Select(line =>
                    left[line] == right[line]
                        ? left[line]
                        : $"{left[line]}  <>  {right[line].Trim()}"
                )
        );
    }
}
