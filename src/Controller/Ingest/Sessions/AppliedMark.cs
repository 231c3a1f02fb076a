namespace Fleet.Controller.Ingest.Sessions;

/// <summary>How far a stream's records are stored, and who waits for it.</summary>
internal sealed class AppliedMark(ulong nextSeq)
{
    private readonly Lock _lock = new();
    private ulong _nextSeq = nextSeq;
    private TaskCompletionSource _moved = New();
    private bool _ended;

    /// <summary>All records before this one are stored.</summary>
    public ulong NextSeq
    {
        get
        {
            lock (_lock)
            {
                return _nextSeq;
            }
        }
    }

    public void MoveTo(ulong nextSeq)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            _nextSeq = nextSeq;
            (moved, _moved) = (_moved, New());
        }

        moved.TrySetResult();
    }

    /// <summary>The stream is over: nothing more is stored from it.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _moved.TrySetResult();
        }
    }

    /// <summary>Waits until a record is stored; false: the stream ended before.</summary>
    public async Task<bool> WaitForAsync(ulong seq, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (seq < _nextSeq || _ended)
                {
                    return seq < _nextSeq;
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource New() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
