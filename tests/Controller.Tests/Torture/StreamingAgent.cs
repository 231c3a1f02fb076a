using System.Diagnostics;
using Fleet.Controller.Tests.Ingest;
using Fleet.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Fleet.Controller.Tests.Torture;

/// <summary>An agent that makes records without pause and sends again what was not acked.</summary>
internal sealed class StreamingAgent(int hostId, Func<string> address)
{
    private readonly FakeSpool _spool = new($"spool-{hostId}", TimeProvider.System);
    private long _lastAck;

    public int HostId => hostId;

    /// <summary>How many values the watched fact went through.</summary>
    public ulong Made => _spool.NextSeq - 1;

    public ulong Acked => _spool.Acked;

    /// <summary>Acked records that a controller said it does not have.</summary>
    public ulong Lost { get; private set; }

    /// <summary>When the newest ack came, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public long LastAck => Interlocked.Read(ref _lastAck);

    /// <summary>Streams until told to stop making records, then until all of them are acked.</summary>
    public async Task RunAsync(CancellationToken stopMaking)
    {
        while (!stopMaking.IsCancellationRequested || Acked < Made)
        {
            try
            {
                await StreamAsync(stopMaking);
            }
            catch (Exception broken)
                when (broken is RpcException or IOException or InvalidOperationException)
            {
                // The controller was killed.
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private async Task StreamAsync(CancellationToken stopMaking)
    {
        using var channel = GrpcChannel.ForAddress(address());
        using var call = new AgentLink.AgentLinkClient(channel).Connect(
            new Metadata { { "host-id", $"{hostId}" } },
            cancellationToken: CancellationToken.None
        );
        await call.RequestStream.WriteAsync(
            new AgentMessage { Hello = _spool.Hello() },
            CancellationToken.None
        );
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var welcome = call.ResponseStream.Current.Welcome;
        Assert.NotNull(welcome);
        _spool.Epoch = welcome.SpoolEpoch;
        Lost += welcome.NextSeq <= Acked ? Acked - welcome.NextSeq + 1 : 0;

        // What was stored just before the kill was acked to nobody: the welcome says so.
        _spool.Ack(welcome.NextSeq - 1);
        var next = welcome.NextSeq;
        while (!stopMaking.IsCancellationRequested || Acked < Made)
        {
            Make(stopMaking);
            var batch = _spool.From(next);
            if (batch.Records.Count > 0)
            {
                next = batch.Records[^1].Seq + 1;
                await call.RequestStream.WriteAsync(
                    new AgentMessage { Batch = batch },
                    CancellationToken.None
                );
            }

            await TakeAckAsync(call.ResponseStream);
        }

        await call.RequestStream.CompleteAsync();
    }

    private void Make(CancellationToken stopMaking)
    {
        for (var i = 0; i < 20 && !stopMaking.IsCancellationRequested; i++)
        {
            var value = $"watched/a={_spool.NextSeq}";
            _ = _spool.NextSeq % 3 == 1 ? _spool.Snapshot(value) : _spool.Delta(value);
        }
    }

    private async Task TakeAckAsync(IAsyncStreamReader<ControllerMessage> from)
    {
        while (await from.MoveNext(CancellationToken.None))
        {
            var message = from.Current;
            Assert.NotEqual(ControllerMessage.MessageOneofCase.Resync, message.MessageCase);
            if (message.MessageCase == ControllerMessage.MessageOneofCase.Ack)
            {
                _spool.Ack(message.Ack.Seq);
                Interlocked.Exchange(ref _lastAck, Stopwatch.GetTimestamp());
                return;
            }
        }

        throw new RpcException(new Status(StatusCode.Unavailable, "the stream ended"));
    }
}
