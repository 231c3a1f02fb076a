namespace Fleet.Controller.History.Writing;

/// <summary>Changes that are stored together or not at all.</summary>
internal abstract class CommitUnit
{
    /// <summary>Writes the changes; what it throws takes back this unit alone.</summary>
    public abstract void Write(WriteSession session);

    public abstract void Committed();

    public abstract void Failed(Exception reason);
}

/// <inheritdoc/>
internal sealed class CommitUnit<T>(Func<WriteSession, T> write) : CommitUnit
{
    private readonly TaskCompletionSource<T> _done = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private T? _result;

    /// <summary>Completes after the commit.</summary>
    public Task<T> Done => _done.Task;

    public override void Write(WriteSession session) => _result = write(session);

    public override void Committed() => _done.TrySetResult(_result!);

    public override void Failed(Exception reason) => _done.TrySetException(reason);
}
