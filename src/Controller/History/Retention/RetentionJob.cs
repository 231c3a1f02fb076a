using Fleet.Controller.History.Writing;

namespace Fleet.Controller.History.Retention;

/// <summary>Rolls up and removes what is old, in small bites between other commits.</summary>
/// <param name="database">Where.</param>
/// <param name="keep">How long.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="failed">Told of a round that could not be stored; the next tries again.</param>
public sealed class RetentionJob(
    HistoryDatabase database,
    RetentionPeriods keep,
    TimeProvider time,
    Action<Exception> failed
)
{
    /// <summary>How often a round is made.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await TryRoundAsync(cancellationToken);
            } while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>One round: until nothing old is left.</summary>
    /// <exception cref="CommitFailedException">A bite could not be stored.</exception>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        foreach (var step in Expiry.Steps(keep, time.GetUtcNow()))
        {
            while (await database.Writer.CommitAsync(step, cancellationToken) >= Expiry.Bite)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task TryRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RoundAsync(cancellationToken);
        }
        catch (CommitFailedException failure)
        {
            failed(failure);
        }
    }
}
