using System.Collections.Concurrent;
using Fleet.Controller.History;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;
using Microsoft.Data.Sqlite;

namespace Fleet.Controller.Sweeps.Running;

/// <summary>Begins sweeps, runs them beside each other, and after a start of the controller takes up those that had not ended.</summary>
/// <param name="parts">What they work with.</param>
/// <param name="policy">Whose waivers hold.</param>
/// <param name="profileOf">Makes the profile of a stored sweep again; null: this version does not read its text.</param>
/// <param name="failed">Told of a sweep that could not go on; it is tried again.</param>
public sealed class SweepRunner(
    SweepParts parts,
    PolicyInForce policy,
    Func<SweepRow, SweepProfile?> profileOf,
    Action<long, Exception> failed
) : IDisposable
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<long, RunningSweep> _running = new();

    /// <summary>Takes up what had not ended, then runs what is begun until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var stopping = cancellationToken.Register(_stop.Cancel);
        try
        {
            foreach (var sweep in await parts.Store.UnendedAsync(_stop.Token))
            {
                await TakeUpAsync(sweep);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, parts.Time, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(_running.Values.Select(running => running.Done));
        }
    }

    /// <summary>Begins a sweep over the hosts that the selection names now; null: it names none.</summary>
    /// <param name="order">What it is to be.</param>
    /// <param name="mayBeEmpty">Begin, and end, also where it names none: so that a schedule's sweep leaves a trace.</param>
    /// <param name="cancellationToken">Gives up, before it is begun.</param>
    public async Task<long?> BeginAsync(
        SweepOrder order,
        bool mayBeEmpty,
        CancellationToken cancellationToken
    )
    {
        var targets = await parts.Targets.ListAsync(cancellationToken);
        List<SweepHostRow> hosts =
        [
            .. targets
                .Where(target => order.Selection.Matches(target.Identity))
                .Select(target => new SweepHostRow
                {
                    HostId = target.Id,
                    Name = target.Identity.Name,
                    Labels = StoredJson.Write(target.Identity.Labels),
                    State = SweepHostState.Waiting,
                    Reason = "",
                }),
        ];
        if (hosts.Count == 0 && !mayBeEmpty)
        {
            return null;
        }

        var inForce = policy.Policy;
        var now = parts.Time.GetUtcNow();
        var sweep = RowOf(order, inForce, now);
        var id = await parts.Store.BeginAsync(sweep, hosts, cancellationToken);
        Start(RowOf(order, inForce, now, id), order.Profile, inForce, hosts.Count, done: 0);
        return id;
    }

    /// <summary>Ends a sweep early: what has no answer is unknown. False: it does not run.</summary>
    public async Task<bool> CancelAsync(long sweep, string by, CancellationToken cancellationToken)
    {
        var now = parts.Time.GetUtcNow();
        if (!await parts.Store.CancelAsync(sweep, by, now, cancellationToken))
        {
            return false;
        }

        if (_running.TryGetValue(sweep, out var running))
        {
            running.Cancel();
        }

        return true;
    }

    /// <summary>The sweep as it runs in this controller; null: it does not.</summary>
    public RunningSweep? Find(long sweep) => _running.GetValueOrDefault(sweep);

    public void Dispose() => _stop.Dispose();

    private async Task TakeUpAsync(SweepRow sweep)
    {
        var hosts = await parts.Store.CountAsync(sweep.Id, _stop.Token);
        var waiting = (await parts.Store.WaitingAsync(sweep.Id, _stop.Token)).Count;
        var profile = profileOf(sweep) ?? UnreadProfile.Of(sweep);
        Start(sweep, profile, policy.Policy, hosts, done: hosts - waiting);
        if (sweep.State == SweepState.Cancelled)
        {
            _running.GetValueOrDefault(sweep.Id)?.Cancel();
        }
    }

    private void Start(
        SweepRow sweep,
        SweepProfile profile,
        FleetPolicy inForce,
        int hosts,
        int done
    )
    {
        var running = new RunningSweep(new SweepTally(hosts, done));
        _running[sweep.Id] = running;
        running.Done = Task.Run(() => RunToEndAsync(running, sweep, profile, inForce));
    }

    private async Task RunToEndAsync(
        RunningSweep running,
        SweepRow sweep,
        SweepProfile profile,
        FleetPolicy inForce
    )
    {
        try
        {
            while (!await TryRunAsync(running, sweep, profile, inForce))
            {
                await Task.Delay(TryAgain, parts.Time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It has not ended: the tables say so, and the next start takes it up.
            return;
        }
        finally
        {
            _ = _running.TryRemove(sweep.Id, out _);
        }
    }

    /// <summary>False: storage failed; what had been stored stays, and it can be gone on with.</summary>
    private async Task<bool> TryRunAsync(
        RunningSweep running,
        SweepRow sweep,
        SweepProfile profile,
        FleetPolicy inForce
    )
    {
        try
        {
            var run = new SweepRun(sweep, profile, inForce, running.Tally, parts);
            await run.RunAsync(running.Cancelled, _stop.Token);
            return true;
        }
        catch (Exception storage)
            when (storage is CommitFailedException or SqliteException or TimeoutException)
        {
            failed(sweep.Id, storage);
            return false;
        }
    }

    private static SweepRow RowOf(
        SweepOrder order,
        FleetPolicy inForce,
        DateTimeOffset now,
        long id = 0
    ) =>
        new()
        {
            Id = id,
            Profile = order.Profile.Name,
            ProfileText = order.Profile.Text,
            ProfileView = order.Profile.View.Write(),
            Selection = order.Selection.Words,
            By = order.By,
            ScheduleId = order.ScheduleId,
            PolicyVersion = inForce.Version,
            StartedAt = now,
            Deadline = now + order.Patience,
            State = SweepState.Running,
            IsStored = order.IsStored,
        };
}
