using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Judging.Live;

/// <summary>Judges every host again from what is stored, because the policy changed.</summary>
/// <param name="actors">Who judges; each host waits its turn among its own records.</param>
/// <param name="hosts">The ids of every host.</param>
/// <param name="failed">Told of a host that could not be judged, and why.</param>
public sealed class FleetRejudging(
    HostActors actors,
    Func<CancellationToken, Task<IReadOnlyList<int>>> hosts,
    Action<int, Exception> failed
)
{
    /// <summary>Hosts in the making. Most of their time they wait for the writer, which groups what waits: more of them make larger groups.</summary>
    private const int AtOnce = 64;

    private const int Tries = 3;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Judges all of them; one call after the other.</summary>
    /// <param name="progress">Told how many of how many are done, from many threads.</param>
    /// <param name="cancellationToken">Leaves the rest as they are.</param>
    public async Task<Rejudged> RunAsync(
        Action<int, int> progress,
        CancellationToken cancellationToken
    )
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var all = await hosts(cancellationToken);
            var done = 0;
            var left = new ConcurrentBag<int>();
            progress(0, all.Count);
            await Parallel.ForEachAsync(
                all,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = AtOnce,
                    CancellationToken = cancellationToken,
                },
                async (host, cancellation) =>
                {
                    if (!await JudgeAsync(host, cancellation))
                    {
                        left.Add(host);
                    }

                    progress(Interlocked.Increment(ref done), all.Count);
                }
            );
            return new Rejudged(all.Count, [.. left.Order()]);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> JudgeAsync(int host, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await actors.JudgeAgainAsync(host, cancellationToken);
            }
            catch (StaleHostException) when (attempt < Tries)
            {
                // Another commit was first: it is loaded again.
            }
            catch (KeyNotFoundException)
            {
                // Gone since the list was made.
                return true;
            }
            catch (Exception problem) when (problem is RecordsNotTakenException or TimeoutException)
            {
                failed(host, problem);
                return false;
            }
        }
    }
}

/// <summary>What came of judging the fleet again.</summary>
/// <param name="Hosts">How many there are.</param>
/// <param name="Left">Those that could not be judged: their next records bring it about.</param>
public sealed record Rejudged(int Hosts, ImmutableArray<int> Left);
