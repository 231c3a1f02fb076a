using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Judging.Live;

/// <summary>All hosts: each judged alone and in order, many at once.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="rules">What is in force now for a host; asked at every step.</param>
/// <param name="time">The controller's clock.</param>
public sealed class HostActors(
    IHostStore store,
    Func<HostState, JudgingRules> rules,
    TimeProvider time
) : IHostRecords
{
    /// <summary>How many hosts are loaded in one question: enough that its cost is shared, few enough that it is soon answered.</summary>
    private const int AtOnce = 32;

    private readonly ConcurrentDictionary<int, HostActor> _actors = new();

    /// <summary>Told after each step: when the host must be judged again though nothing new came; null: time alone changes nothing.</summary>
    public Action<int, DateTimeOffset?>? JudgeAgainMoved { get; set; }

    public Task<SpoolOpening> OpenSpoolAsync(
        int hostId,
        SpoolHello hello,
        CancellationToken cancellationToken
    )
    {
        var actor = Actor(hostId);
        return actor.StepAsync(host => Open(actor, host, hello), cancellationToken);
    }

    public Task<Applied> ApplyAsync(
        int hostId,
        long fence,
        ImmutableArray<Arrival> arrivals,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    )
    {
        var actor = Actor(hostId);
        return actor.StepAsync(
            host =>
            {
                if (actor.Fence != fence)
                {
                    throw new FencedException(hostId);
                }

                var (state, changes) = HostJudging.Apply(
                    host.State,
                    arrivals,
                    rules(host.State),
                    receivedAt
                );
                var applied = new Applied(state.Spool.NextSeq, changes.NeedSnapshot);
                return state.Spool == host.State.Spool
                    ? (null, applied)
                    : (Commit(host, state, changes), applied);
            },
            cancellationToken
        );
    }

    /// <summary>Does what an operator does to a regression.</summary>
    /// <exception cref="KeyNotFoundException">The host has no such regression, or none to which this may be done.</exception>
    public Task<bool> ActAsync(
        int hostId,
        RegressionKey regression,
        RegressionAct act,
        string by,
        CancellationToken cancellationToken
    ) =>
        Actor(hostId)
            .StepAsync(
                host =>
                {
                    var (state, changes) = act.On(
                        host.State,
                        regression,
                        rules(host.State),
                        by,
                        time.GetUtcNow()
                    );
                    var subject = $"{host.State.Name} {regression.Rule} {regression.Subject}";
                    return (
                        Commit(host, state, changes) with
                        {
                            Act = new OperatorAct(by, act.Name, subject, act.Detail),
                        },
                        true
                    );
                },
                cancellationToken
            );

    /// <summary>Accepts what a regression reports.</summary>
    /// <exception cref="KeyNotFoundException">The host has no such regression that is not resolved.</exception>
    public Task<bool> AcceptAsync(
        int hostId,
        RegressionKey regression,
        string by,
        string reason,
        DateTimeOffset? until,
        CancellationToken cancellationToken
    ) =>
        ActAsync(
            hostId,
            regression,
            new RegressionAct.Accept(reason, until),
            by,
            cancellationToken
        );

    /// <summary>Judges a host again because time passed or the policy changed.</summary>
    public Task<bool> JudgeAgainAsync(int hostId, CancellationToken cancellationToken) =>
        Actor(hostId)
            .StepAsync(
                host =>
                {
                    var (now, inForce) = (time.GetUtcNow(), rules(host.State));
                    var (state, changes) = HostJudging.JudgeAgain(host.State, inForce, now);
                    var isSame =
                        changes.IsOnlyTime(NextJudging.Of(host.State, inForce, now))
                        && !NextJudging.HangsOnSilence(host.State, inForce);
                    return isSame
                        ? (Nothing(host, changes), true)
                        : (Commit(host, state, changes), true);
                },
                cancellationToken
            );

    /// <summary>Judges many hosts again, as many at once as there are processors: what is stored of them is loaded in few questions, and a host of which nothing changes is not written.</summary>
    /// <param name="hostIds">Which; one that no longer exists is passed over.</param>
    /// <param name="cancellationToken">Gives up: some are then judged, others not.</param>
    /// <exception cref="RecordsNotTakenException">The database does not take commits.</exception>
    public Task JudgeAgainAsync(
        IReadOnlyCollection<int> hostIds,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            hostIds.Order().Chunk(AtOnce),
            new ParallelOptions
            {
                CancellationToken = cancellationToken,
                MaxDegreeOfParallelism = Environment.ProcessorCount,
            },
            async (some, token) =>
            {
                await LoadAsync(some, token);
                await Task.WhenAll(some.Select(host => JudgeStoredAgainAsync(host, token)));
            }
        );

    /// <summary>Forgets a host's state in memory: enrolment, or another act outside its records, changed what is stored.</summary>
    public Task ForgetAsync(int hostId, CancellationToken cancellationToken) =>
        Actor(hostId).ForgetAsync(cancellationToken);

    /// <summary>Forgets the state of hosts that nobody asked for anything in a while; it is loaded again when somebody does.</summary>
    public async Task ForgetIdleAsync(TimeSpan idle, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - idle;
        foreach (var actor in _actors.Values.Where(actor => actor.UsedAt < before))
        {
            await actor.ForgetAsync(cancellationToken);
        }
    }

    private async Task LoadAsync(int[] hostIds, CancellationToken cancellationToken)
    {
        var missing = Array.FindAll(hostIds, host => !Actor(host).IsLoaded);
        if (missing.Length == 0)
        {
            return;
        }

        foreach (var loaded in await store.LoadManyAsync(missing, cancellationToken))
        {
            await Actor(loaded.State.HostId).OfferAsync(loaded, cancellationToken);
        }
    }

    private async Task JudgeStoredAgainAsync(int hostId, CancellationToken cancellationToken)
    {
        try
        {
            await JudgeAgainAsync(hostId, cancellationToken);
        }
        catch (StaleHostException)
        {
            // Somebody else stored something between the loading and the judging.
            await JudgeAgainAsync(hostId, cancellationToken);
        }
        catch (KeyNotFoundException)
        {
            // It was removed since somebody listed it.
            return;
        }
    }

    private static SpoolOpening.Quarantined Second() =>
        new(
            "two live spools under one identity (a cloned machine?): revoke the host's agent and enrol each machine with a token of its own"
        );

    private HostActor Actor(int hostId)
    {
        var actor = _actors.GetOrAdd(hostId, id => new HostActor(id, store));
        actor.UsedAt = time.GetUtcNow();
        return actor;
    }

    private (HostCommit? Commit, SpoolOpening Answer) Open(
        HostActor actor,
        StoredHost host,
        SpoolHello hello
    )
    {
        var now = time.GetUtcNow();
        if (host.IsQuarantined)
        {
            return (null, Second());
        }

        var decision = SpoolDecisions.Of(host, hello);
        if (decision == SpoolDecision.IsSecond)
        {
            actor.TakeOver();
            var same = SpoolOpenings.Unjudged(host.State, rules(host.State), now);
            return (
                new HostCommit(same, host.State, host.Version) { Quarantines = true },
                Second()
            );
        }

        var (state, changes) = SpoolOpenings.Open(
            host.State,
            decision,
            hello,
            rules(host.State),
            now
        );
        var opened = new SpoolOpening.Opened(
            state.Spool.Epoch,
            state.Spool.NextSeq,
            state.Spool.LastAt,
            actor.TakeOver(),
            NeedsSnapshots: decision == SpoolDecision.WentBack
        );
        return (Commit(host, state, changes) with { Opened = hello }, opened);
    }

    private HostCommit? Nothing(StoredHost host, HostChanges changes)
    {
        JudgeAgainMoved?.Invoke(host.State.HostId, changes.JudgeAgainAt);
        return null;
    }

    private HostCommit Commit(StoredHost host, HostState state, HostChanges changes)
    {
        JudgeAgainMoved?.Invoke(host.State.HostId, changes.JudgeAgainAt);
        return new HostCommit(changes, state, host.Version);
    }
}
