using System.Collections.Immutable;
using System.Threading.Channels;
using Fleet.Controller.Authority;
using Fleet.Controller.Ingest.Decoding;
using Fleet.Controller.Ingest.Links;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Fleet.Controller.Ingest.Sessions;

/// <summary>One agent's stream from its welcome to its end.</summary>
internal sealed class AgentSession(
    AgentIdentity agent,
    SpoolOpening.Opened opened,
    ulong catchUpTo,
    SessionParts parts
)
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Channel<ControllerMessage> _out = Channel.CreateBounded<ControllerMessage>(64);
    private readonly Channel<Task<Applied>> _commits = Channel.CreateBounded<Task<Applied>>(1024);
    private readonly SemaphoreSlim _window = new(
        parts.Options.WindowRecords,
        parts.Options.WindowRecords
    );
    private readonly BatchDecoder _decoder = new(opened.NextSeq, opened.LastAt);
    private bool _catchingUp = catchUpTo >= opened.NextSeq;
    private Status _status = new(StatusCode.Cancelled, "the stream was closed");

    public AgentIdentity Agent => agent;

    public ulong Epoch => opened.Epoch;

    public AppliedMark Mark { get; } = new(opened.NextSeq);

    public AgentRequests Requests { get; } = new();

    /// <summary>The newest assignment that was sent on this stream; null: none yet.</summary>
    public Assignment? Assigned { get; set; }

    /// <summary>Ends the stream with a status; the first word counts.</summary>
    public void End(StatusCode code, string reason)
    {
        if (!_ended.IsCancellationRequested)
        {
            _status = new Status(code, reason);
            _ended.Cancel();
        }
    }

    /// <summary>Sends a message; waits where the agent does not read.</summary>
    public ValueTask SendAsync(ControllerMessage message, CancellationToken cancellationToken) =>
        _out.Writer.WriteAsync(message, cancellationToken);

    /// <summary>Serves until the agent leaves (returns) or the stream is ended (throws its status).</summary>
    public async Task RunAsync(
        IAsyncStreamReader<AgentMessage> fromAgent,
        IServerStreamWriter<ControllerMessage> toAgent,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            _ended.Token
        );
        parts.Links.Connected(agent.HostId, _catchingUp);
        Task[] running =
        [
            WriteAsync(toAgent, stop.Token),
            BeatAsync(stop.Token),
            AcknowledgeAsync(stop.Token),
            ReadAsync(fromAgent, stop.Token),
        ];
        try
        {
            await await Task.WhenAny(running);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new RpcException(_status);
        }
        finally
        {
            await stop.CancelAsync();
            Requests.End();
            Mark.End();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<AgentMessage> fromAgent, CancellationToken stop)
    {
        while (await fromAgent.MoveNext(stop))
        {
            parts.Links.HeardOf(agent.HostId);
            var message = fromAgent.Current;
            switch (message.MessageCase)
            {
                case AgentMessage.MessageOneofCase.Batch:
                    await TakeAsync(message.Batch, stop);
                    break;
                case AgentMessage.MessageOneofCase.Heartbeat:
                    break;
                case AgentMessage.MessageOneofCase.DiagnosticReply:
                    Requests.Reply(message.DiagnosticReply);
                    break;
                default:
                    throw new MalformedException(
                        $"message: {message.MessageCase} is not expected here"
                    );
            }
        }

        // The agent has said all it will; what it sent is still stored and acked.
        _commits.Writer.TryComplete();
        await Task.Delay(Timeout.InfiniteTimeSpan, parts.Time, stop);
    }

    private async Task TakeAsync(Batch batch, CancellationToken stop)
    {
        var receivedAt = parts.Time.GetUtcNow();
        var arrivals = _decoder.Decode(batch, receivedAt);
        if (arrivals.IsEmpty)
        {
            var known = Task.FromResult(new Applied(Mark.NextSeq, []));
            await _commits.Writer.WriteAsync(known, stop);
            return;
        }

        // Not reading on is the backpressure: HTTP/2 flow control carries it to the agent.
        foreach (var part in arrivals.Chunk(parts.Options.WindowRecords))
        {
            for (var i = 0; i < part.Length; i++)
            {
                await _window.WaitAsync(stop);
            }

            await _commits.Writer.WriteAsync(ApplyAsync([.. part], receivedAt), stop);
        }
    }

    private async Task<Applied> ApplyAsync(
        ImmutableArray<Arrival> arrivals,
        DateTimeOffset receivedAt
    )
    {
        try
        {
            return await parts.Records.ApplyAsync(
                agent.HostId,
                opened.Fence,
                arrivals,
                receivedAt,
                CancellationToken.None
            );
        }
        finally
        {
            _window.Release(arrivals.Length);
        }
    }

    private async Task AcknowledgeAsync(CancellationToken stop)
    {
        await foreach (var commit in _commits.Reader.ReadAllAsync(stop))
        {
            var applied = await commit.WaitAsync(stop);
            if (applied.NextSeq > Mark.NextSeq)
            {
                Mark.MoveTo(applied.NextSeq);
            }

            if (_catchingUp && applied.NextSeq > catchUpTo)
            {
                _catchingUp = false;
                parts.Links.CaughtUp(agent.HostId);
            }

            await SendAsync(
                new ControllerMessage { Ack = new Ack { Seq = Mark.NextSeq - 1 } },
                stop
            );
            if (!applied.NeedSnapshot.IsEmpty)
            {
                var resync = new Resync { Reason = "their records had no base" };
                resync.Checks.AddRange(applied.NeedSnapshot);
                await SendAsync(new ControllerMessage { Resync = resync }, stop);
            }
        }

        // What is still to be written ends the stream.
        _out.Writer.TryComplete();
        await Task.Delay(Timeout.InfiniteTimeSpan, parts.Time, stop);
    }

    private async Task WriteAsync(
        IServerStreamWriter<ControllerMessage> toAgent,
        CancellationToken stop
    )
    {
        await foreach (var message in _out.Reader.ReadAllAsync(stop))
        {
            await toAgent.WriteAsync(message, stop);
        }
    }

    private async Task BeatAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(parts.Options.Heartbeat, parts.Time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var beat = new Heartbeat
            {
                WallTime = Timestamp.FromDateTimeOffset(parts.Time.GetUtcNow()),
            };

            // Where 64 messages wait, the agent does not read, and one more tells it nothing.
            _out.Writer.TryWrite(new ControllerMessage { Heartbeat = beat });
        }
    }
}

/// <summary>What all sessions share.</summary>
internal sealed record SessionParts(
    IHostRecords Records,
    LinkMonitor Links,
    IngestOptions Options,
    TimeProvider Time
);
