namespace Fleet.Controller.Ingest.Links;

/// <summary>Watches how hosts are heard of, and has every change of it stored by one hand and in order.</summary>
/// <param name="records">Where changes are stored.</param>
/// <param name="options">Heartbeat and grace.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="failed">Told of a change that could not be stored; it is tried again.</param>
public sealed class LinkMonitor(
    ILinkRecords records,
    IngestOptions options,
    TimeProvider time,
    Action<int, Exception> failed
)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Heard> _hosts = [];
    private readonly SemaphoreSlim _changed = new(0, 1);

    /// <summary>How a host is heard of now; null: nothing was heard since the controller started.</summary>
    public HostLink? Find(int hostId)
    {
        lock (_lock)
        {
            return _hosts.TryGetValue(hostId, out var heard)
                ? new HostLink(heard.State, heard.Since, heard.At)
                : null;
        }
    }

    /// <summary>How many hosts are heard of in time.</summary>
    public int CountOnline()
    {
        lock (_lock)
        {
            return _hosts.Values.Count(heard =>
                heard.State is LinkState.Online or LinkState.CatchingUp
            );
        }
    }

    /// <summary>A stream began.</summary>
    public void Connected(int hostId, bool catchingUp) =>
        Set(hostId, catchingUp ? LinkState.CatchingUp : LinkState.Online);

    /// <summary>All records made before it connected are applied.</summary>
    public void CaughtUp(int hostId) => Set(hostId, LinkState.Online);

    public void Quarantined(int hostId) => Set(hostId, LinkState.Quarantined);

    /// <summary>It said something.</summary>
    public void HeardOf(int hostId)
    {
        lock (_lock)
        {
            if (!_hosts.TryGetValue(hostId, out var heard))
            {
                return;
            }

            var now = time.GetUtcNow();
            var state = heard.State is LinkState.Late or LinkState.Offline
                ? heard.Connected
                : heard.State;
            _hosts[hostId] = heard with
            {
                At = now,
                State = state,
                Since = state == heard.State ? heard.Since : now,
            };
            Signal(state != heard.State);
        }
    }

    /// <summary>What is stored speaks for the host again: it was revoked or enrolled anew.</summary>
    public void Forget(int hostId)
    {
        lock (_lock)
        {
            _hosts.Remove(hostId);
        }
    }

    /// <summary>Takes over what was stored, then watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await TakeOverAsync(cancellationToken);
        using var tick = new PeriodicTimer(options.Heartbeat / 4, time);
        var ticking = tick.WaitForNextTickAsync(cancellationToken).AsTask();
        var changing = _changed.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                await await Task.WhenAny(ticking, changing);
                if (ticking.IsCompleted)
                {
                    Silences();
                    ticking = tick.WaitForNextTickAsync(cancellationToken).AsTask();
                }

                if (changing.IsCompleted)
                {
                    changing = _changed.WaitAsync(cancellationToken);
                }

                await SaveAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        // Nobody could be heard while the controller was away: silence counts from the end of the grace period.
        var from = time.GetUtcNow() + options.Grace;
        foreach (var (host, state, since) in await records.ListAsync(cancellationToken))
        {
            lock (_lock)
            {
                if (state is LinkState.Online or LinkState.CatchingUp or LinkState.Late)
                {
                    _hosts.TryAdd(host, new Heard(LinkState.Online, state, since, from, state));
                }
            }
        }
    }

    private void Set(int hostId, LinkState state)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var before = _hosts.GetValueOrDefault(
                hostId,
                new Heard(state, LinkState.Unspecified, now, now, Saved: null)
            );
            _hosts[hostId] = new Heard(
                state,
                state,
                before.State == state ? before.Since : now,
                now,
                before.Saved
            );
            Signal(before.Saved != state);
        }
    }

    private void Silences()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var (host, heard) in _hosts.ToList())
            {
                if (
                    heard.State is LinkState.Online or LinkState.CatchingUp or LinkState.Late
                    && LinkRules.Silence(heard.At, options.Heartbeat, now) is { } silence
                    && silence.State != heard.State
                )
                {
                    _hosts[host] = heard with { State = silence.State, Since = silence.Since };
                }
            }
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        List<(int Host, Heard Heard)> unsaved;
        lock (_lock)
        {
            unsaved =
            [
                .. _hosts
                    .Where(host => host.Value.Saved != host.Value.State)
                    .Select(host => (host.Key, host.Value)),
            ];
        }

        foreach (var (host, heard) in unsaved)
        {
            try
            {
                await records.SaveAsync(host, heard.State, heard.Since, cancellationToken);
                Saved(host, heard.State);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failed(host, failure);
            }
        }
    }

    private void Saved(int hostId, LinkState state)
    {
        lock (_lock)
        {
            if (_hosts.TryGetValue(hostId, out var heard))
            {
                _hosts[hostId] = heard with { Saved = state };
            }
        }
    }

    private void Signal(bool needed)
    {
        if (needed && _changed.CurrentCount == 0)
        {
            _changed.Release();
        }
    }

    /// <param name="Connected">What it is while it is not silent.</param>
    /// <param name="State">What it is now.</param>
    /// <param name="Since">Since when.</param>
    /// <param name="At">When it was heard of last.</param>
    /// <param name="Saved">What is stored; null: not known.</param>
    private readonly record struct Heard(
        LinkState Connected,
        LinkState State,
        DateTimeOffset Since,
        DateTimeOffset At,
        LinkState? Saved
    );
}

/// <summary>How a host is heard of.</summary>
/// <param name="State">The state.</param>
/// <param name="Since">Since when.</param>
/// <param name="HeardAt">When it was heard of last; in the future: it has until then after a restart of the controller.</param>
public readonly record struct HostLink(
    LinkState State,
    DateTimeOffset Since,
    DateTimeOffset HeardAt
);
