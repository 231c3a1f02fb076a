using System.Collections.Immutable;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Ingest.Sessions;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;

namespace Fleet.Controller.Diagnosis.Reach;

/// <summary>Keeps every connected agent told whom it looks at, as hosts come, go and move, and how often it runs its checks, as the policy says.</summary>
/// <param name="queries">Where hosts are.</param>
/// <param name="sessions">The agents' streams.</param>
/// <param name="policy">What is in force.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="failed">Told of a round that could not be made; the next one tries again.</param>
public sealed class ReachAssigner(
    FleetQueries queries,
    AgentSessions sessions,
    PolicyInForce policy,
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

        var places = await queries.PlacesAsync(cancellationToken);
        var plan = ReachPlan.Of(places);
        var inForce = policy.Policy;
        foreach (var place in places.Where(place => live.Contains(place.Id)))
        {
            if (plan.TryGetValue(place.Id, out var targets))
            {
                var host = new HostIdentity(place.Name, place.Labels.ToImmutableSortedDictionary());
                var assignment = new Assignment
                {
                    Version = (ulong)inForce.Version,
                    Schedules = { inForce.SchedulesFor(host).Select(Schedule) },
                    ReachTargets = { targets.Select(ReachMessages.Of) },
                };
                await sessions.AssignAsync(place.Id, assignment, cancellationToken);
            }
        }
    }

    private static CheckSchedule Schedule(KeyValuePair<string, CheckPlan> planned) =>
        new()
        {
            Check = planned.Key,
            Interval = planned.Value.Every?.ToDuration(),
            Off = planned.Value.Off,
        };

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
