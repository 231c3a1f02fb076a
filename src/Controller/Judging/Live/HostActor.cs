namespace Fleet.Controller.Judging.Live;

/// <summary>
/// One host: its steps one after the other, each judged upon the one before without waiting for that one's commit. Where a commit fails,
/// what was judged upon it is refused by its version, the state is thrown away and loaded again.
/// </summary>
internal sealed class HostActor(int hostId, IHostStore store) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private StoredHost? _standing;
    private long _loads;

    /// <summary>Names the stream that holds the host; raised by each that takes it over.</summary>
    public long Fence { get; private set; }

    /// <summary>When it was last asked for anything.</summary>
    public DateTimeOffset UsedAt { get; set; }

    /// <summary>Raises the fence: from here on <see cref="StepAsync"/> refuses older holders.</summary>
    public long TakeOver() => ++Fence;

    /// <summary>Takes one step; completes after its commit.</summary>
    /// <param name="step">The state now → what to store (null: nothing) and what to answer. Runs alone; pure but for the fence.</param>
    /// <param name="cancellationToken">Ends the wait for the turn.</param>
    public async Task<T> StepAsync<T>(
        Func<StoredHost, (HostCommit? Commit, T Answer)> step,
        CancellationToken cancellationToken
    )
    {
        Task? stored = null;
        T answer;
        long loads;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var standing = await StandingAsync(cancellationToken);
            loads = _loads;
            (var commit, answer) = step(standing);
            if (commit is not null)
            {
                _standing = Next(standing, commit);
                stored = store.CommitAsync(commit);
            }
        }
        finally
        {
            _turn.Release();
        }

        if (stored is not null)
        {
            await StoredAsync(stored, loads);
        }

        return answer;
    }

    /// <summary>True where the next step needs no loading. Another may load or forget it meanwhile: for savings only.</summary>
    public bool IsLoaded => Volatile.Read(ref _standing) is not null;

    /// <summary>Takes what somebody loaded for many hosts at once, where nothing is known yet. That it is older than what was stored since is found by its version at the next commit.</summary>
    public async Task OfferAsync(StoredHost loaded, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        if (_standing is null)
        {
            _standing = loaded;
            _loads++;
        }

        _turn.Release();
    }

    /// <summary>Loads again before the next step.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        _standing = null;
        _turn.Release();
    }

    public void Dispose() => _turn.Dispose();

    private static StoredHost Next(StoredHost standing, HostCommit commit) =>
        new(
            commit.After,
            standing.Version + 1,
            commit.After.Spool.Epoch == standing.State.Spool.Epoch
                ? standing.EpochFirstSeq
                : commit.After.Spool.NextSeq,
            standing.IsQuarantined || commit.Quarantines
        );

    private async ValueTask<StoredHost> StandingAsync(CancellationToken cancellationToken)
    {
        if (_standing is { } standing)
        {
            return standing;
        }

        var loaded = await store.LoadAsync(hostId, cancellationToken);
        _loads++;
        _standing = loaded;
        return loaded;
    }

    private async Task StoredAsync(Task stored, long loads)
    {
        try
        {
            await stored;
        }
        catch
        {
            await _turn.WaitAsync(CancellationToken.None);
            if (_loads == loads)
            {
                _standing = null;
            }

            _turn.Release();
            throw;
        }
    }
}
