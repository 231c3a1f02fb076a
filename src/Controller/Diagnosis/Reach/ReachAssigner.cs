using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest.Sessions;
using Fleet.V1;

namespace Fleet.Controller.Diagnosis.Reach;

/// <summary>Keeps every connected agent told whom it looks at, as hosts come, go and move.</summary>
/// <param name="queries">Where hosts are.</param>
/// <param name="sessions">The agents' streams.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="failed">Told of a round that could not be made; the next one tries again.</param>
public sealed class ReachAssigner(
    FleetQueries queries,
    AgentSessions sessions,
    TimeProvider time,
    Action<Exception> failed
)
{
    /// <summary>How long a change of the fleet may wait.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(15);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await TryAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>One round.</summary>
    public async Task AssignAsync(CancellationToken cancellationToken)
    {
        var live = sessions.Live;
        if (live.Count == 0)
        {
            return;
        }

        var plan = ReachPlan.Of(await queries.PlacesAsync(cancellationToken));
        foreach (var hostId in live)
        {
            if (plan.TryGetValue(hostId, out var targets))
            {
                var assignment = new Assignment
                {
                    ReachTargets = { targets.Select(ReachMessages.Of) },
                };
                await sessions.AssignAsync(hostId, assignment, cancellationToken);
            }
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AssignAsync(cancellationToken);
        }
        catch (Exception problem)
            when (problem is TimeoutException or Microsoft.Data.Sqlite.SqliteException)
        {
            failed(problem);
        }
    }
}
