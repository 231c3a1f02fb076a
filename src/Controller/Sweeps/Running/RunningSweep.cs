namespace Fleet.Controller.Sweeps.Running;

/// <summary>A sweep that runs in this controller.</summary>
public sealed class RunningSweep
{
    // Never disposed: a cancellation may come while it ends, and without a timer it holds nothing.
    private readonly CancellationTokenSource _cancelled = new();

    internal RunningSweep(SweepTally tally) => Tally = tally;

    /// <summary>How far it is.</summary>
    public SweepProgress Progress => Tally.Now;

    /// <summary>Completes when it has ended, or the controller stops.</summary>
    public Task Done { get; internal set; } = Task.CompletedTask;

    internal SweepTally Tally { get; }

    internal CancellationToken Cancelled => _cancelled.Token;

    internal void Cancel() => _cancelled.Cancel();
}
