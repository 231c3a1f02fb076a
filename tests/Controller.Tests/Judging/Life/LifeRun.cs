using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Life;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Tests.History;

namespace Fleet.Controller.Tests.Judging.Life;

/// <summary>Lives one made-up life in some order of records, batches, replays and timers.</summary>
internal sealed partial class LifeRun(RandomLife life)
{
    private HostState _state = HostStory.Fresh();
    private DateTimeOffset? _judgeAgainAt;

    public List<RegressionEvent> Events { get; } = [];

    /// <summary>Told of each state that a regression was in and came to.</summary>
    public HashSet<(RegressionState From, RegressionState To)> Turns { get; } = [];

    public HostState State => _state;

    /// <summary>Record by record, each as soon as it is made, and every timer on time.</summary>
    public LifeRun Promptly()
    {
        foreach (var happening in life.Happenings)
        {
            Timers(happening.At);
            Live(happening, happening.At);
        }

        return Ended();
    }

    /// <summary>In batches, some sent again, heard of late, with timers that come when they like.</summary>
    /// <param name="random">Chance.</param>
    public LifeRun Anyhow(Random random)
    {
        var waiting = new List<Arrival>();
        foreach (var happening in life.Happenings)
        {
            if (happening is Happening.Recorded(var arrival))
            {
                waiting.Add(arrival);
                if (random.Next(3) > 0)
                {
                    continue;
                }
            }

            Deliver(waiting, happening.At, random);
            if (happening is Happening.Acted)
            {
                Live(happening, happening.At);
            }
        }

        Deliver(waiting, life.End, random);
        return Ended();
    }

    /// <summary>The state in which it ended, without when the controller heard of what.</summary>
    public string Text => Heard().Replace(StateText.Of(_state), "");

    [GeneratedRegex(
        "\"(ReceivedAt|Late|CatchUpTo)\": [^,\n]*",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Heard();

    private void Deliver(List<Arrival> waiting, DateTimeOffset now, Random random)
    {
        if (random.Next(4) == 0)
        {
            // Connected anew: what waits is catching up.
            var hello = new SpoolHello(
                "s1",
                1,
                _state.Spool.NextSeq,
                _state.Spool.NextSeq + 5,
                "1",
                null
            );
            (_state, _) = SpoolOpenings.Open(_state, SpoolDecision.GoesOn, hello, life.Rules, now);
        }

        while (waiting.Count > 0)
        {
            var count = random.Next(1, waiting.Count + 1);
            var batch = waiting.Take(count).ToImmutableArray();
            Take(HostJudging.Apply(_state, batch, life.Rules, now));
            if (random.Next(3) == 0)
            {
                Take(HostJudging.Apply(_state, batch, life.Rules, now));
            }

            waiting.RemoveRange(0, count);
        }

        if (random.Next(2) == 0)
        {
            Take(HostJudging.JudgeAgain(_state, life.Rules, now));
        }
    }

    private void Live(Happening happening, DateTimeOffset now)
    {
        if (happening is Happening.Recorded(var arrival))
        {
            Take(HostJudging.Apply(_state, [arrival], life.Rules, now));
        }
        else if (happening is Happening.Acted(_, var key, var act))
        {
            // Of what time did by then, no timer need have told.
            var (before, _) = HostJudging.JudgeAgain(_state, life.Rules, now);
            if (before.Regressions.TryGetValue(key, out var entry) && act.Fits(entry))
            {
                Take(act.On(_state, key, life.Rules, "alice", now));
            }
        }
    }

    private void Timers(DateTimeOffset until)
    {
        while (_judgeAgainAt is { } due && due <= until)
        {
            Take(HostJudging.JudgeAgain(_state, life.Rules, due));
            Assert.False(_judgeAgainAt <= due, $"judged at {due:O} and again at {_judgeAgainAt:O}");
        }
    }

    private LifeRun Ended()
    {
        Timers(life.End);
        Take(HostJudging.JudgeAgain(_state, life.Rules, life.End));
        return this;
    }

    private void Take((HostState State, HostChanges Changes) result)
    {
        foreach (var (key, entry) in result.State.Regressions)
        {
            var before = _state.Regressions.GetValueOrDefault(key)?.State;
            _ = Turns.Add((before ?? RegressionState.Unspecified, entry.State));
        }

        foreach (var (key, entry) in _state.Regressions)
        {
            if (!result.State.Regressions.ContainsKey(key))
            {
                _ = Turns.Add((entry.State, RegressionState.Unspecified));
            }
        }

        _state = result.State;
        _judgeAgainAt = result.Changes.JudgeAgainAt;
        Events.AddRange(result.Changes.RegressionEvents);
    }
}
