using System.Collections.Concurrent;
using Fleet.Interop.V1;
using Grpc.Core;

namespace Fleet.Interop.Tests.Host;

/// <summary>Notes what became of calls that hang.</summary>
public sealed class FateBook
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Fate>> fates = new();

    /// <summary>Completes once the call of this name has ended.</summary>
    public Task<Fate> Of(string id) => Entry(id).Task;

    /// <summary>Hangs until the call is cancelled, by its client or its deadline.</summary>
    public async Task Hang(string id, ServerCallContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            Entry(id)
                .SetResult(
                    new Fate
                    {
                        Cancelled = context.CancellationToken.IsCancellationRequested,
                        HadDeadline = context.Deadline != DateTime.MaxValue,
                    }
                );
        }
    }

    private TaskCompletionSource<Fate> Entry(string id) =>
        fates.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
