using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Tests.Judging;

/// <summary>Tells a host's records one by one, a minute apart, and remembers what they changed.</summary>
internal sealed class HostStory
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public HostState State { get; private set; } = Fresh();

    public JudgingRules Rules { get; private set; } = SampleCatalog.Rules;

    /// <summary>What the newest step changed.</summary>
    public HostChanges Changes { get; private set; } = null!;

    /// <summary>Every regression that ever opened or changed, in order.</summary>
    public List<RegressionEntry> Told { get; } = [];

    public DateTimeOffset Now { get; private set; } = Start;

    public IEnumerable<RegressionEntry> Open => State.Regressions.Values.Where(r => r.IsOpen);

    /// <summary>Those that are not resolved.</summary>
    public IEnumerable<RegressionEntry> Live =>
        State.Regressions.Values.Where(r => r.State != RegressionState.Resolved);

    /// <summary>Every step in a regression's life, in order.</summary>
    public List<RegressionEvent> Events { get; } = [];

    /// <summary>Those an operator sees as their own line.</summary>
    public IEnumerable<RegressionEntry> TopLevel => Open.Where(r => r.CausedBy is null);

    public static HostState Fresh() =>
        new()
        {
            HostId = 1,
            Name = "web-12",
            Spool = new SpoolPosition("s1", 1, 1, DateTimeOffset.MinValue, 0),
        };

    public HostStory Sees(string check, params string[] facts) =>
        Observes(Observation(check, [new Coverage("", CoverageState.Complete)], facts));

    public HostStory SeesUnder(string check, Coverage[] coverage, params string[] facts) =>
        Observes(Observation(check, coverage, facts));

    public HostStory Fails(string check) =>
        Observes(
            new Observation
            {
                Check = check,
                CheckVersion = 1,
                Status = RunStatus.Failed,
                Reason = "deadline of 20 s passed",
            }
        );

    public HostStory Observes(Observation observation) => Arrives(new ArrivedSnapshot(observation));

    public HostStory Arrives(ArrivalBody body, ulong? seq = null)
    {
        Now += TimeSpan.FromMinutes(1);
        return Take(
            HostJudging.Apply(
                State,
                [new Arrival(seq ?? State.Spool.NextSeq, Now, body)],
                Rules,
                Now
            )
        );
    }

    public HostStory Accepts(RegressionKey key, DateTimeOffset? until = null) =>
        Take(HostJudging.Accept(State, key, Rules, "bob", "planned", until, Now));

    public HostStory Acknowledges(RegressionKey key, string by = "alice", string note = "") =>
        Take(HostJudging.Acknowledge(State, key, Rules, by, note, Now));

    public HostStory GivesBack(RegressionKey key, string by = "alice") =>
        Take(HostJudging.Unacknowledge(State, key, Rules, by, Now));

    public HostStory Notes(RegressionKey key, string text, string by = "alice") =>
        Take(HostJudging.Note(State, key, Rules, by, text, Now));

    /// <summary>From here on other rules hold.</summary>
    public HostStory Under(JudgingRules rules)
    {
        Rules = rules;
        return this;
    }

    /// <summary>Time passes and no timer notices.</summary>
    public HostStory Later(TimeSpan span)
    {
        Now += span;
        return this;
    }

    /// <summary>The kinds of all steps so far.</summary>
    public IEnumerable<RegressionEventKind> Steps => Events.Select(step => step.Kind);

    public HostStory TimePasses(TimeSpan span)
    {
        Now += span;
        return Take(HostJudging.JudgeAgain(State, Rules, Now));
    }

    public static Observation Observation(
        string check,
        IEnumerable<Coverage> coverage,
        IEnumerable<string> facts
    ) =>
        new()
        {
            Check = check,
            CheckVersion = 1,
            Status = RunStatus.Ran,
            Coverage = [.. coverage.OrderBy(c => c.Prefix, StringComparer.Ordinal)],
            Facts = [.. facts.Select(Fact).OrderBy(f => f.Key, StringComparer.Ordinal)],
        };

    public static Fact Fact(string text)
    {
        var parts = text.Split('=', 2);
        return new Fact(parts[0], parts[1]);
    }

    private HostStory Take((HostState State, HostChanges Changes) result)
    {
        (State, Changes) = result;
        Told.AddRange(Changes.Regressions);
        Events.AddRange(Changes.RegressionEvents);
        return this;
    }
}
