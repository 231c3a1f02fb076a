using Fleet.V1;
using Grpc.Core;

namespace Fleet.Agent.Link;

/// <summary>The stream to the controller, one message at a time: heartbeats, batches and replies come from different places, and gRPC allows one write at once.</summary>
internal sealed class Outbox(IClientStreamWriter<AgentMessage> stream) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task SendAsync(AgentMessage message, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await stream.WriteAsync(message, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
