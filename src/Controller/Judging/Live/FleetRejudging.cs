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
    /// <summary>How many are judged between two words of progress: seldom enough that no processor waits for the last of them for long.</summary>
    private const int AtOnce = 256;

    private const int Tries = 3;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Judges all of them; one call after the other.</summary>
    /// <param name="progress">Told how many of how many are done, in order.</param>
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
            var left = new List<int>();
            for (var done = 0; done < all.Count; done += AtOnce)
            {
                progress(done, all.Count);
                left.AddRange(
                    await JudgeAsync([.. all.Skip(done).Take(AtOnce)], cancellationToken)
                );
            }

            progress(all.Count, all.Count);
            return new Rejudged(all.Count, [.. left]);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Judges some; where that fails, one after the other, so that one host does not keep others from it. Returns those that could not be judged.</summary>
    private async Task<List<int>> JudgeAsync(int[] some, CancellationToken cancellationToken)
    {
        var left = new List<int>();
        try
        {
            await actors.JudgeAgainAsync(some, cancellationToken);
        }
        catch (Exception problem) when (problem is RecordsNotTakenException or TimeoutException)
        {
            foreach (var host in some)
            {
                if (!await JudgeAsync(host, cancellationToken))
                {
                    left.Add(host);
                }
            }
        }

        return left;
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
