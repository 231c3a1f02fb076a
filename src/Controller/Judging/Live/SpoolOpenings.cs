using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Judging.Live;

/// <summary>What saying hello changes of a host. Pure.</summary>
internal static class SpoolOpenings
{
    /// <summary>How far the host's clock is ahead of the controller's.</summary>
    public const string SkewKey = "clock/skew/seconds";

    public static (HostState State, HostChanges Changes) Open(
        HostState state,
        SpoolDecision decision,
        SpoolHello hello,
        JudgingRules rules,
        DateTimeOffset now
    )
    {
        var known = state.Spool;
        var next = Math.Max(known.Epoch, hello.Epoch) + 1;
        var spool = decision switch
        {
            SpoolDecision.IsNew => known with
            {
                SpoolId = hello.SpoolId,
                Epoch = next,
                NextSeq = 1,
                CatchUpTo = hello.NewestSeq,
            },
            SpoolDecision.WentBack => known with
            {
                Epoch = next,
                NextSeq = hello.NewestSeq + 1,
                CatchUpTo = hello.NewestSeq,
            },
            _ => known with { CatchUpTo = Math.Max(known.CatchUpTo, hello.NewestSeq) },
        };
        var checks = spool.Epoch == known.Epoch ? [] : WithoutBase(state.Checks);
        ImmutableArray<(DateTimeOffset, Sample)> skew = hello.Skew is { } ahead
            ? [(now, new Sample(SkewKey, ahead.TotalSeconds))]
            : [];
        var after = state with
        {
            Spool = spool,
            Checks = state.Checks.SetItems(checks),
            Samples = state.Samples.SetItems(
                skew.Select(s => KeyValuePair.Create(s.Item2.Key, s.Item2.Value))
            ),
        };
        return (after, Unjudged(after, rules, now) with { Checks = checks, Samples = skew });
    }

    /// <summary>Changes of a host of which nothing was judged.</summary>
    public static HostChanges Unjudged(HostState state, JudgingRules rules, DateTimeOffset now) =>
        new()
        {
            HostId = state.HostId,
            Spool = state.Spool,
            ReceivedAt = now,
            JudgeAgainAt = NextJudging.Of(state, rules, now),
        };

    private static ImmutableDictionary<string, CheckRun> WithoutBase(
        ImmutableDictionary<string, CheckRun> checks
    ) =>
        checks.ToImmutableDictionary(check => check.Key, check => check.Value with { LastSeq = 0 });
}
