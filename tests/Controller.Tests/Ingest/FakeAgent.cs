using System.Threading.Channels;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Tests.Ingest;

/// <summary>The agent's end of a stream, without the network between.</summary>
internal sealed class FakeAgent
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<AgentMessage> _up = Channel.CreateUnbounded<AgentMessage>();
    private readonly Channel<ControllerMessage> _down =
        Channel.CreateUnbounded<ControllerMessage>();

    public FakeAgent(
        Func<IAsyncStreamReader<AgentMessage>, IServerStreamWriter<ControllerMessage>, Task> serve
    ) => Served = serve(new Reader(_up.Reader), new Writer(_down.Writer));

    /// <summary>The controller's end.</summary>
    public Task Served { get; }

    public void Send(Batch batch) => _up.Writer.TryWrite(new AgentMessage { Batch = batch });

    public void Send(AgentMessage message) => _up.Writer.TryWrite(message);

    public void Leave() => _up.Writer.TryComplete();

    public async Task<Welcome> HelloAsync(FakeSpool spool)
    {
        Send(new AgentMessage { Hello = spool.Hello() });
        var welcome = (await NextAsync(ControllerMessage.MessageOneofCase.Welcome)).Welcome;
        spool.Epoch = welcome.SpoolEpoch;
        return welcome;
    }

    /// <summary>Waits until a record is acked.</summary>
    public async Task AckedAsync(FakeSpool spool, ulong seq)
    {
        while (spool.Acked < seq)
        {
            spool.Ack((await NextAsync(ControllerMessage.MessageOneofCase.Ack)).Ack.Seq);
        }
    }

    /// <summary>The next message of a kind; others before it are passed over.</summary>
    public async Task<ControllerMessage> NextAsync(ControllerMessage.MessageOneofCase kind)
    {
        while (true)
        {
            var read = _down.Reader.ReadAsync().AsTask();
            var first = await Task.WhenAny(read, Served).WaitAsync(Patience);
            if (first == Served && !read.IsCompleted)
            {
                await Served;
                throw new InvalidOperationException($"the stream ended before any {kind}");
            }

            var message = await read;
            if (message.MessageCase == kind)
            {
                return message;
            }
        }
    }

    /// <summary>How the controller ended the stream.</summary>
    public async Task<Status> EndAsync() =>
        (await Assert.ThrowsAsync<RpcException>(() => Served.WaitAsync(Patience))).Status;

    private sealed class Reader(ChannelReader<AgentMessage> from) : IAsyncStreamReader<AgentMessage>
    {
        public AgentMessage Current { get; private set; } = new();

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await from.WaitToReadAsync(cancellationToken) || !from.TryRead(out var message))
            {
                return false;
            }

            // As the wire does it: nobody shares an object with the other end.
            Current = message.Clone();
            return true;
        }
    }

    private sealed class Writer(ChannelWriter<ControllerMessage> to)
        : IServerStreamWriter<ControllerMessage>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(ControllerMessage message)
        {
            to.TryWrite(message.Clone());
            return Task.CompletedTask;
        }

        public Task WriteAsync(ControllerMessage message, CancellationToken cancellationToken) =>
            WriteAsync(message);
    }
}
