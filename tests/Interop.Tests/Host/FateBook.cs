using System.Collections.Concurrent;
using Fleet.Interop.V1;
using Grpc.Core;

namespace Fleet.Interop.Tests.Host;

/// <summary>Notes what became of calls that hang.</summary>
public sealed class FateBook
{
    private readonly ConcurrentDictionary<string, Entry> entries = new();

    /// <summary>Completes once the call of this name has begun.</summary>
    public Task Begun(string id) => Of(id).Begun.Task;

    /// <summary>Completes once the call of this name has ended.</summary>
    public Task<Fate> Ended(string id) => Of(id).Ended.Task;

    /// <summary>Hangs until the call is cancelled, by its client or its deadline.</summary>
    public async Task Hang(string id, ServerCallContext context)
    {
        var entry = Of(id);
        entry.Begun.SetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            entry.Ended.SetResult(
                new Fate
                {
                    Cancelled = context.CancellationToken.IsCancellationRequested,
                    HadDeadline = context.Deadline != DateTime.MaxValue,
                }
            );
        }
    }

    private Entry Of(string id) => entries.GetOrAdd(id, _ => new Entry());

    private sealed class Entry
    {
        public TaskCompletionSource Begun { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<Fate> Ended { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
