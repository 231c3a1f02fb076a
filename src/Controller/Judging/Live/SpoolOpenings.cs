using System.Collections.Immutable;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Judging.Live;

/// <summary>What saying hello changes of a host. Pure.</summary>
internal static class SpoolOpenings
{
    public static (HostState State, HostChanges Changes) Open(
        HostState state,
        SpoolDecision decision,
        SpoolHello hello,
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
        var after = state with { Spool = spool, Checks = state.Checks.SetItems(checks) };
        return (after, Unjudged(after, now) with { Checks = checks });
    }

    /// <summary>Changes of a host of which nothing was judged.</summary>
    public static HostChanges Unjudged(HostState state, DateTimeOffset now) =>
        new()
        {
            HostId = state.HostId,
            Spool = state.Spool,
            ReceivedAt = now,
            JudgeAgainAt = NextJudging.Of(state),
        };

    private static ImmutableDictionary<string, CheckRun> WithoutBase(
        ImmutableDictionary<string, CheckRun> checks
    ) =>
        checks.ToImmutableDictionary(check => check.Key, check => check.Value with { LastSeq = 0 });
}
