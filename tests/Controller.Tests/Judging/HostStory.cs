using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

/// <summary>Tells a host's records one by one, a minute apart, and remembers what they changed.</summary>
internal sealed class HostStory
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public HostState State { get; private set; } = Fresh();

    /// <summary>What the newest step changed.</summary>
    public HostChanges Changes { get; private set; } = null!;

    /// <summary>Every regression that ever opened or changed, in order.</summary>
    public List<RegressionEntry> Told { get; } = [];

    public DateTimeOffset Now { get; private set; } = Start;

    public IEnumerable<RegressionEntry> Open =>
        State.Regressions.Values.Where(r => r.State == RegressionState.Open);

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
                SampleCatalog.Rules,
                Now
            )
        );
    }

    public HostStory Accepts(RegressionKey key, DateTimeOffset? until = null) =>
        Take(HostJudging.Accept(State, key, SampleCatalog.Rules, "bob", "planned", until, Now));

    public HostStory TimePasses(TimeSpan span)
    {
        Now += span;
        return Take(HostJudging.JudgeAgain(State, SampleCatalog.Rules, Now));
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
        return this;
    }
}
