using System.Threading.Channels;
using Fleet.Controller.History;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Sweeps.Running;
using Microsoft.Data.Sqlite;

namespace Fleet.Controller.Sweeps.Schedules;

/// <summary>Begins sweeps at their times. The table is the truth; Quartz holds the times of what it says in memory.</summary>
/// <param name="runner">What runs sweeps.</param>
/// <param name="store">The table.</param>
/// <param name="profileOf">A schedule's profile as it is now; null: there is none of that name, or its text is not read.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="failed">Told of a schedule whose sweep could not begin.</param>
public sealed class SweepSchedules(
    SweepRunner runner,
    SweepScheduleStore store,
    Func<SweepScheduleRow, SweepProfile?> profileOf,
    TimeProvider time,
    Action<string, string> failed
)
{
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Begins what was missed while the controller was away, once each, then everything at its time, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var row in await store.ListAsync(cancellationToken))
            {
                await MakeUpAsync(row, cancellationToken);
            }

            await using var clock = await SweepClock.StartAsync(BeginAsync, time);
            while (true)
            {
                await clock.PlanAsync(await store.ListAsync(cancellationToken));
                _ = await _changed.Reader.ReadAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Adds one; false: there is one of that name.</summary>
    public Task<bool> AddAsync(SweepScheduleRow row, CancellationToken cancellationToken) =>
        ChangeAsync(store.AddAsync(row, cancellationToken));

    /// <summary>Pauses or resumes one; false: there is none of that name.</summary>
    public Task<bool> PauseAsync(
        string name,
        bool isPaused,
        string by,
        CancellationToken cancellationToken
    ) => ChangeAsync(store.PauseAsync(name, isPaused, by, time.GetUtcNow(), cancellationToken));

    /// <summary>Removes one; false: there is none of that name.</summary>
    public Task<bool> RemoveAsync(string name, string by, CancellationToken cancellationToken) =>
        ChangeAsync(store.RemoveAsync(name, by, time.GetUtcNow(), cancellationToken));

    /// <summary>When a schedule begins its next sweep; null: it is paused, or has no more times.</summary>
    public DateTimeOffset? NextOf(SweepScheduleRow row) =>
        row.IsPaused
            ? null
            : SweepTimes.Read(row.Cron, row.TimeZone, out _)?.After(time.GetUtcNow());

    private async Task<bool> ChangeAsync(Task<bool> change)
    {
        var changed = await change;
        _ = _changed.Writer.TryWrite(true);
        return changed;
    }

    private async Task MakeUpAsync(SweepScheduleRow row, CancellationToken cancellationToken)
    {
        var due = SweepTimes.Read(row.Cron, row.TimeZone, out _)?.After(row.HonouredAt);
        if (!row.IsPaused && due <= time.GetUtcNow())
        {
            await BeginAsync(
                row,
                $"schedule {row.Name}, late: the controller was away at {due:yyyy-MM-dd HH:mm} UTC",
                cancellationToken
            );
        }
    }

    /// <summary>A schedule's time has come.</summary>
    private async Task BeginAsync(string name, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(name, cancellationToken) is { IsPaused: false } row)
        {
            await BeginAsync(row, $"schedule {name}", cancellationToken);
        }
    }

    private async Task BeginAsync(
        SweepScheduleRow row,
        string by,
        CancellationToken cancellationToken
    )
    {
        if (profileOf(row) is not { } profile)
        {
            failed(
                row.Name,
                $"this version has no profile {row.Profile}, or does not read its text"
            );
            return;
        }

        var order = new SweepOrder
        {
            Profile = profile,
            Selection = new(StoredJson.Labels(row.Labels), []),
            By = by,
            ScheduleId = row.Id,
            Patience = row.Patience,
        };
        try
        {
            _ = await runner.BeginAsync(order, mayBeEmpty: true, cancellationToken);
        }
        catch (Exception storage)
            when (storage is CommitFailedException or SqliteException or TimeoutException)
        {
            failed(row.Name, storage.Message);
        }
    }
}
