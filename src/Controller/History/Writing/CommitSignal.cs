namespace Fleet.Controller.History.Writing;

/// <summary>Wakes whoever waits for something new in the database. Costs the writer nothing that grows with who waits.</summary>
public sealed class CommitSignal
{
    private TaskCompletionSource _next = Fresh();

    /// <summary>Completes after the next commit. Taken before reading, nothing falls between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    internal void Pulse() => Interlocked.Exchange(ref _next, Fresh()).SetResult();

    private static TaskCompletionSource Fresh() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
