using Fleet.Controller.History.Policies;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Api.Policies;

/// <summary>Puts policies in force: stored first, then in memory, then the fleet is judged by it.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="inForce">What everybody judges by.</param>
/// <param name="rejudging">Judges the fleet again.</param>
/// <param name="time">The controller's clock.</param>
public sealed class PolicyBook(
    PolicyStore store,
    PolicyInForce inForce,
    FleetRejudging rejudging,
    TimeProvider time
) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public PolicyInForce InForce => inForce;

    public PolicyStore Store => store;

    /// <summary>Told of each policy that was put in force, before the fleet is judged by it.</summary>
    public Action<FleetPolicy>? Replaced { get; set; }

    /// <summary>Reads a text as it would be applied.</summary>
    public PolicyReading Read(string file, string text) =>
        PolicyFile.Read(text, file, inForce.Catalog);

    /// <summary>Stores a policy and puts it in force; the fleet is not judged by it yet.</summary>
    /// <param name="policy">What it says.</param>
    /// <param name="row">What is kept of it, without a version.</param>
    /// <param name="expected">The version that must be in force.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>Null: another version is in force, and nothing was changed.</returns>
    public async Task<FleetPolicy?> PutAsync(
        FleetPolicy policy,
        PolicyRow row,
        long expected,
        CancellationToken cancellationToken
    )
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await store.AddAsync(row, expected, cancellationToken) is not { } version)
            {
                return null;
            }

            var next = policy with { Version = version };
            inForce.Replace(next);
            Replaced?.Invoke(next);
            return next;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Judges the whole fleet by what is in force, and notes that it was done.</summary>
    /// <param name="progress">Told how many hosts of how many are done.</param>
    /// <param name="cancellationToken">Leaves the rest; it is done at the next start.</param>
    public async Task<FleetJudged> JudgeFleetAsync(
        Action<int, int> progress,
        CancellationToken cancellationToken
    )
    {
        var version = inForce.Policy.Version;
        var began = time.GetTimestamp();
        var judged = await rejudging.RunAsync(progress, cancellationToken);
        var took = time.GetElapsedTime(began);
        if (judged.Left.IsEmpty)
        {
            _ = await store.SetJudgedAsync(version, cancellationToken);
        }

        return new FleetJudged(judged.Hosts, judged.Left, took);
    }

    /// <summary>Judges the fleet where that was not finished for the policy in force: it was changed at the start, or the controller ended in between.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (await store.JudgedAsync(cancellationToken) != inForce.Policy.Version)
        {
            _ = await JudgeFleetAsync((_, _) => { }, cancellationToken);
        }
    }

    public void Dispose() => _turn.Dispose();
}

/// <summary>The fleet was judged by a policy.</summary>
/// <param name="Hosts">How many hosts there are.</param>
/// <param name="Left">Ids of those that could not be judged.</param>
/// <param name="Took">How long it took.</param>
public sealed record FleetJudged(int Hosts, IReadOnlyList<int> Left, TimeSpan Took);
