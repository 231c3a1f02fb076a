using Fleet.V1;
using Grpc.Core;

namespace Fleet.Agent.Link;

/// <summary>What the parts of one welcomed stream share.</summary>
/// <param name="fromController">What comes.</param>
/// <param name="outbox">What goes.</param>
/// <param name="window">How many records may be on their way.</param>
/// <param name="heartbeat">How often both ends say that they live.</param>
/// <param name="heardAt">Timestamp of the controller's last word.</param>
internal sealed class OpenStream(
    IAsyncStreamReader<ControllerMessage> fromController,
    Outbox outbox,
    AckWindow window,
    TimeSpan heartbeat,
    long heardAt
)
{
    private long _heardAt = heardAt;

    public IAsyncStreamReader<ControllerMessage> FromController => fromController;

    public Outbox Outbox => outbox;

    public AckWindow Window => window;

    public TimeSpan Heartbeat => heartbeat;

    public long HeardAt
    {
        get => Interlocked.Read(ref _heardAt);
        set => Interlocked.Exchange(ref _heardAt, value);
    }
}
