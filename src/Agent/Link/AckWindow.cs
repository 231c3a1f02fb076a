namespace Fleet.Agent.Link;

/// <summary>How many records may be on their way: never more unacked ones than the controller said.</summary>
/// <param name="size">Records; at least one.</param>
/// <param name="acked">The last seq that the controller has already.</param>
internal sealed class AckWindow(uint size, ulong acked)
{
    private readonly Lock _lock = new();
    private ulong _acked = acked;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>An ack arrived. One that is older than another is no news.</summary>
    public void Ack(ulong seq)
    {
        lock (_lock)
        {
            _acked = Math.Max(_acked, seq);
            _moved.TrySetResult();
            _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>How many records from this seq on may be sent now; waits until it is at least one.</summary>
    public async Task<int> RoomAsync(ulong next, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                var inFlight = next - 1 > _acked ? next - 1 - _acked : 0;
                var room = (long)Math.Max(1, size) - (long)inFlight;
                if (room > 0)
                {
                    return (int)Math.Min(room, int.MaxValue);
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }
}
