using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Sending;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>Empties the outbox: one sender a receiver, so that a dead one delays nobody else, and its messages stay in order.</summary>
/// <param name="store">The outbox.</param>
/// <param name="policy">Who the receivers are now.</param>
/// <param name="channel">Makes a round of tries.</param>
/// <param name="times">How patiently.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="failed">Told of what could not be read or stored; it is tried again.</param>
public sealed class NoticeSending(
    OutboxStore store,
    Func<NotificationPolicy> policy,
    IReceiverChannel channel,
    SendingTimes times,
    TimeProvider time,
    Action<Exception> failed
)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _waiting = new(0, 1);
    private readonly Dictionary<string, Task> _senders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _resting = new(StringComparer.Ordinal);

    /// <summary>Messages were put in.</summary>
    public void Wake()
    {
        lock (_waiting)
        {
            if (_waiting.CurrentCount == 0)
            {
                _ = _waiting.Release();
            }
        }
    }

    /// <summary>Runs until cancelled; what is on its way then is sent again under its id.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await TryAsync(() => BeginAsync(cancellationToken));
                await PauseAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAll(_senders.Values)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends all that is due to one receiver, until it fails.</summary>
    public async Task SendAsync(string receiver, CancellationToken cancellationToken)
    {
        while (
            await store.DueAsync(receiver, time.GetUtcNow(), cancellationToken)
                is { Count: > 0 } due
        )
        {
            foreach (var row in due)
            {
                if (!await SendAsync(row, cancellationToken))
                {
                    return;
                }
            }
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var done in _senders.Where(each => each.Value.IsCompleted).ToList())
        {
            _ = _senders.Remove(done.Key);
        }

        var now = time.GetUtcNow();
        foreach (var receiver in await store.WaitingAsync(now, cancellationToken))
        {
            if (!_senders.ContainsKey(receiver) && !IsResting(receiver, now))
            {
                _senders[receiver] = TryAsync(() => SendAsync(receiver, cancellationToken));
            }
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            failed(failure);
        }
    }

    /// <summary>False: its receiver is in trouble, and the others wait with it.</summary>
    private async Task<bool> SendAsync(NotificationRow row, CancellationToken cancellationToken)
    {
        var outcome = policy().Find(row.Receiver) is { } receiver
            ? await channel.SendAsync(OutboxStore.DeliveryOf(row, receiver), cancellationToken)
            : DeliveryOutcome.Refused("the policy has no such receiver any more");
        var now = time.GetUtcNow();
        if (outcome.Kind == DeliveryKind.Delivered)
        {
            await store.DeliveredAsync(row.Id, now);
            NoticeMetrics.Delivered(row.Receiver);
            return true;
        }

        var isGivenUp = now - row.CreatedAt >= times.GiveUpAfter;
        var next =
            now
            + (outcome.RetryAfter ?? times.DelayAfter(row.Tries + 1, Random.Shared.NextDouble()));
        NoticeMetrics.Failed(row.Receiver, isGivenUp);
        await store.FailedAsync(
            row.Id,
            isGivenUp ? $"given up after {row.Tries + 1} tries: {outcome.Answer}" : outcome.Answer,
            isGivenUp ? null : next
        );
        if (outcome.Kind == DeliveryKind.Refused)
        {
            return true;
        }

        Rest(row.Receiver, next);
        return false;
    }

    private bool IsResting(string receiver, DateTimeOffset now)
    {
        lock (_resting)
        {
            return _resting.TryGetValue(receiver, out var until) && now < until;
        }
    }

    private void Rest(string receiver, DateTimeOffset until)
    {
        lock (_resting)
        {
            _resting[receiver] = until;
        }
    }

    /// <summary>Ends the rest: somebody knows that the receiver hears again.</summary>
    public void Stir(string receiver)
    {
        lock (_resting)
        {
            _ = _resting.Remove(receiver);
        }

        Wake();
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beat = Task.Delay(Beat, time, woken.Token);
        var waiting = _waiting.WaitAsync(woken.Token);
        _ = await Task.WhenAny(beat, waiting);
        await woken.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
