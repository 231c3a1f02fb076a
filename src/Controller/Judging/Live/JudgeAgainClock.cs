namespace Fleet.Controller.Judging.Live;

/// <summary>Judges hosts again when time alone could change the answer. What it waits for is stored with the host, so a restart forgets nothing.</summary>
/// <param name="actors">Who judges.</param>
/// <param name="store">Where the moments are kept.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="failed">Told of a host that could not be judged again, and why; it is tried again.</param>
public sealed class JudgeAgainClock(
    HostActors actors,
    IHostStore store,
    TimeProvider time,
    Action<int, Exception> failed
)
{
    // A rule whose answer is already out of date when given must not keep the controller busy.
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, DateTimeOffset> _at = [];
    private readonly SortedSet<(DateTimeOffset At, int HostId)> _order = [];
    private readonly SemaphoreSlim _moved = new(0, 1);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        actors.JudgeAgainMoved = Move;
        try
        {
            foreach (var (host, at) in await store.ListJudgeAgainAsync(cancellationToken))
            {
                Move(host, at);
            }

            while (true)
            {
                await WaitAsync(cancellationToken);
                while (TakeDue() is { } host)
                {
                    await JudgeAsync(host, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            actors.JudgeAgainMoved = null;
        }
    }

    private void Move(int hostId, DateTimeOffset? at)
    {
        lock (_lock)
        {
            if (_at.Remove(hostId, out var before))
            {
                _order.Remove((before, hostId));
            }

            if (at is { } next)
            {
                _at[hostId] = next;
                _order.Add((next, hostId));
            }

            if (_moved.CurrentCount == 0)
            {
                _moved.Release();
            }
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            wait = _order.Count == 0 ? Timeout.InfiniteTimeSpan : _order.Min.At - time.GetUtcNow();
        }

        if (wait != Timeout.InfiniteTimeSpan && wait <= TimeSpan.Zero)
        {
            return;
        }

        // A timer holds at most some 49 days; waking early costs nothing.
        var capped = wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sleep = Task.Delay(capped, time, woken.Token);
        var moved = _moved.WaitAsync(woken.Token);
        await Task.WhenAny(sleep, moved);
        await woken.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private int? TakeDue()
    {
        lock (_lock)
        {
            if (_order.Count == 0 || _order.Min.At > time.GetUtcNow())
            {
                return null;
            }

            var (at, host) = _order.Min;
            _order.Remove((at, host));
            _at.Remove(host);
            return host;
        }
    }

    private async Task JudgeAsync(int host, CancellationToken cancellationToken)
    {
        try
        {
            await actors.JudgeAgainAsync(host, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            failed(host, failure);
            Move(host, time.GetUtcNow() + LeastWait);
            return;
        }

        lock (_lock)
        {
            if (_at.TryGetValue(host, out var next) && next < time.GetUtcNow() + LeastWait)
            {
                _order.Remove((next, host));
                _at[host] = time.GetUtcNow() + LeastWait;
                _order.Add((_at[host], host));
            }
        }
    }
}
