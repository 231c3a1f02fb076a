using Fleet.Controller.History.Queries;

namespace Fleet.Controller.Diagnosis.Attribution;

/// <summary>
/// Asks a host at once for what explains a regression that opened there: the upgrade that led to it is then known within seconds, not at the check's next run. Politely: a host at most once a minute, however
/// much opens on it, and only some hosts at a time.
/// </summary>
/// <param name="openings">The feed of regressions.</param>
/// <param name="ask">Asks a host, and ends when it has answered, or cannot.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="failed">Told of a round that could not be made; the next one tries again.</param>
public sealed class AttributionLook(
    OpeningQueries openings,
    Func<int, CancellationToken, Task> ask,
    TimeProvider time,
    Action<Exception> failed
)
{
    /// <summary>How often the feed is read.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>How long a host is left alone after it was asked.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private const int AtOnce = 8;
    private readonly Dictionary<int, DateTimeOffset> _asked = [];
    private long? _position;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            do
            {
                await TryAsync(cancellationToken);
            } while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>One round. What opened before the first is no news.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_position is not { } position)
        {
            _position = await openings.EndAsync(cancellationToken);
            return;
        }

        var found = await openings.AfterAsync(position, cancellationToken);
        _position = found.Position;
        await Parallel.ForEachAsync(
            [.. found.Hosts.Where(IsDue)],
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = cancellationToken,
            },
            async (host, cancellation) => await ask(host, cancellation)
        );
    }

    private bool IsDue(int host)
    {
        var now = time.GetUtcNow();
        foreach (var old in _asked.Where(asked => asked.Value + Pause <= now).ToList())
        {
            _asked.Remove(old.Key);
        }

        return _asked.TryAdd(host, now);
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception problem)
            when (problem is TimeoutException or Microsoft.Data.Sqlite.SqliteException)
        {
            failed(problem);
        }
    }
}
