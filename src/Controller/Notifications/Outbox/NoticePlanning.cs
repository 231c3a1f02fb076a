using Fleet.Controller.History;
using Fleet.Controller.History.Queries;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Planning;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>Follows the feed of regressions and fills the outbox.</summary>
/// <param name="database">Where both are.</param>
/// <param name="policy">What holds now, and operators' silences.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="planned">Told when messages wait.</param>
/// <param name="failed">Told of a round that failed; the next begins where it began.</param>
public sealed class NoticePlanning(
    HistoryDatabase database,
    PolicyInForce policy,
    TimeProvider time,
    Action planned,
    Action<Exception> failed
)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Hosts fall silent, and silences end, without an event.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly PlanClues _clues = new(new AttributionQueries(database), failed);
    private DateTimeOffset? _began;
    private long _position = -1;
    private DateTimeOffset _lastRound = DateTimeOffset.MinValue;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
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

    /// <summary>One plan, stored. False: more of the feed waits.</summary>
    public async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var began = _began ??= now;
        var reading = await database.Reader.ReadAsync(
            (db, cancellation) => PlanReading.ReadAsync(db, policy, now, began, cancellation),
            cancellationToken
        );
        var plan = await _clues.AddAsync(Planner.Make(reading.Input), cancellationToken);
        if (reading.Position != reading.From || !plan.Groups.IsEmpty)
        {
            _ = await database.Writer.CommitAsync(
                session => PlanWriting.Write(session, reading, plan),
                cancellationToken
            );
        }

        if (!plan.Messages.IsEmpty)
        {
            planned();
        }

        (_position, _lastRound) = (reading.Position, now);
        return reading.IsAll;
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await IsDueAsync(cancellationToken))
            {
                return;
            }

            while (!await RoundAsync(cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            failed(failure);
        }
    }

    private async Task<bool> IsDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return now - _lastRound >= LongestPause
            || await database.Reader.ReadAsync(
                async (db, cancellation) =>
                    await db.RegressionEvents.AnyAsync(row => row.Id > _position, cancellation)
                    || await db.NotificationGroups.AnyAsync(
                        row => row.ResolvedAt == null && row.NextAt <= now,
                        cancellation
                    ),
                cancellationToken
            );
    }
}
