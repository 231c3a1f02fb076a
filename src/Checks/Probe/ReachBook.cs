using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;

namespace Fleet.Checks.Probe;

/// <summary>
/// Whom this host looks at, and what it saw last. Every look costs the target a log line and, from OpenSSH 9.8 on, this host a second of penalty there (sshd_config(5) PerSourcePenalties), so looks
/// are few: an assigned target once in ten minutes, one that somebody asks for now once in ten seconds, and sixty of all a minute.
/// </summary>
/// <param name="probe">Looks.</param>
/// <param name="time">The clock.</param>
public sealed class ReachBook(ISshProbe probe, TimeProvider time)
{
    /// <summary>The shortest time between two looks at an assigned endpoint.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(10);

    /// <summary>The shortest time between two looks at an endpoint that somebody asks for.</summary>
    public static readonly TimeSpan ShortestOnDemand = TimeSpan.FromSeconds(10);

    /// <summary>The most looks in any minute.</summary>
    public const int MostInAMinute = 60;

    private const int MostRemembered = 1000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly PacedProbe _paced = new(probe, time, ShortestOnDemand);
    private readonly ConcurrentDictionary<IPEndPoint, (ReachLook Look, long Stamp)> _newest = new();
    private readonly Queue<long> _looks = new();
    private readonly Lock _lock = new();
    private ImmutableArray<ReachTarget>? _targets;

    /// <summary>Who is assigned; null: nobody has said yet.</summary>
    public ImmutableArray<ReachTarget>? Targets
    {
        get
        {
            lock (_lock)
            {
                return _targets;
            }
        }
    }

    /// <summary>Takes an assignment in place of the one before.</summary>
    public void Assign(ImmutableArray<ReachTarget> targets)
    {
        lock (_lock)
        {
            _targets = targets;
        }
    }

    /// <summary>The newest look at an endpoint since this process began.</summary>
    public ReachLook? Newest(IPEndPoint endPoint) =>
        _newest.TryGetValue(endPoint, out var held) ? held.Look : null;

    /// <summary>Looks, or tells the last look again where that was just now; null: too many looks in the last minute.</summary>
    /// <param name="endPoint">Where.</param>
    /// <param name="onDemand">Somebody asks for it now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<ReachLook?> LookAsync(
        IPEndPoint endPoint,
        bool onDemand,
        CancellationToken cancellationToken
    )
    {
        var pace = onDemand ? ShortestOnDemand : ShortestInterval;
        if (_newest.TryGetValue(endPoint, out var held) && time.GetElapsedTime(held.Stamp) < pace)
        {
            return held.Look with { IsNew = false };
        }

        if (!HasRoom())
        {
            return null;
        }

        var result = await _paced.LookAsync(endPoint, cancellationToken);
        var look = new ReachLook(result, time.GetUtcNow(), IsNew: true);
        Remember(endPoint, look);
        return look;
    }

    private bool HasRoom()
    {
        lock (_lock)
        {
            while (_looks.TryPeek(out var first) && time.GetElapsedTime(first) >= Minute)
            {
                _looks.Dequeue();
            }

            if (_looks.Count >= MostInAMinute)
            {
                return false;
            }

            _looks.Enqueue(time.GetTimestamp());
            return true;
        }
    }

    private void Remember(IPEndPoint endPoint, ReachLook look)
    {
        if (_newest.Count >= MostRemembered)
        {
            foreach (
                var old in _newest
                    .OrderBy(pair => pair.Value.Stamp)
                    .Take(MostRemembered / 10)
                    .Select(pair => pair.Key)
                    .ToList()
            )
            {
                _newest.TryRemove(old, out _);
            }
        }

        _newest[endPoint] = (look, time.GetTimestamp());
    }
}
