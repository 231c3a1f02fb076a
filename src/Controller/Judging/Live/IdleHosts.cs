namespace Fleet.Controller.Judging.Live;

/// <summary>Keeps the memory that hosts take to those that are heard of.</summary>
public sealed class IdleHosts(HostActors actors, TimeProvider time)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Idle / 2, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await actors.ForgetIdleAsync(Idle, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }
}
