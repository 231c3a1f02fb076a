using System.Collections.Immutable;
using Fleet.Agent.Schedule;
using Fleet.Agent.Spool;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Link;

/// <summary>One stream to the controller, from hello to its end.</summary>
/// <param name="spool">Where records come from.</param>
/// <param name="checks">What requests are about.</param>
/// <param name="machineIdHash">See <see cref="Hello.MachineIdHash"/>.</param>
/// <param name="time">The clock of heartbeats.</param>
/// <param name="log">Where it says what the controller asked for.</param>
public sealed partial class LinkSession(
    RecordSpool spool,
    LocalChecks checks,
    ImmutableArray<byte> machineIdHash,
    TimeProvider time,
    ILogger log
)
{
    /// <summary>How many heartbeats of silence end a stream.</summary>
    public const int SilentHeartbeats = 3;

    private const int BatchRecords = 500;
    private const int BatchBytes = 1 << 20;
    private static readonly TimeSpan DefaultHeartbeat = TimeSpan.FromSeconds(20);
    private readonly Diagnostics _diagnostics = new(checks, time);

    /// <summary>Runs a stream.</summary>
    /// <param name="client">The controller.</param>
    /// <param name="welcomed">Told once the controller has answered.</param>
    /// <param name="cancellationToken">The agent stops.</param>
    /// <returns>How it ended, where it had been welcomed.</returns>
    /// <exception cref="LinkLostException">It was not welcomed.</exception>
    /// <exception cref="RpcException">Likewise.</exception>
    public async Task<SessionEnd> RunAsync(
        AgentLink.AgentLinkClient client,
        Action<Welcome> welcomed,
        CancellationToken cancellationToken
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = client.Connect(cancellationToken: ending.Token);
        using var outbox = new Outbox(call.RequestStream);
        var now = await checks.Rounds.StampAsync(ending.Token);
        var hello = Greeting.Of(spool, checks.Catalog, now.BootId, machineIdHash, now.Wall);
        var welcome = await Greeting.SayAsync(call, outbox, hello, time, ending.Token);
        if (welcome.NextSeq > hello.NewestSeq + 1)
        {
            Behind(log, welcome.NextSeq - 1, hello.NewestSeq);
            spool.BeginAnew();
            return new SessionEnd("the spool was begun anew", TimeSpan.Zero);
        }

        spool.Accepted(welcome.SpoolEpoch);
        spool.Acked(Math.Max(1, welcome.NextSeq) - 1);
        welcomed(welcome);
        var stream = new OpenStream(
            call.ResponseStream,
            outbox,
            new AckWindow(welcome.WindowRecords, Math.Max(1, welcome.NextSeq) - 1),
            HeartbeatOf(welcome),
            time.GetTimestamp()
        );
        return await FirstEndAsync(
            [
                ListenAsync(stream, ending.Token),
                SendAsync(stream, Math.Max(1, welcome.NextSeq), ending.Token),
                BeatAsync(stream, ending.Token),
            ],
            ending,
            cancellationToken
        );
    }

    /// <summary>The stream ends with the first of its parts, whatever that came to.</summary>
    private static async Task<SessionEnd> FirstEndAsync(
        Task<SessionEnd>[] parts,
        CancellationTokenSource ending,
        CancellationToken cancellationToken
    )
    {
        var first = await Task.WhenAny(parts);
        await ending.CancelAsync();
        foreach (var part in parts)
        {
            await part.ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
        }

        cancellationToken.ThrowIfCancellationRequested();
        return first.IsCompletedSuccessfully
            ? await first
            : new SessionEnd(ReasonOf(first.Exception?.InnerException), ComeBackAfter: null);
    }

    private static string ReasonOf(Exception? failure) =>
        failure is RpcException rpc ? rpc.Status.Detail : failure?.Message ?? "it was cancelled";

    private async Task<SessionEnd> ListenAsync(
        OpenStream stream,
        CancellationToken cancellationToken
    )
    {
        while (await stream.FromController.MoveNext(cancellationToken))
        {
            stream.HeardAt = time.GetTimestamp();
            var message = stream.FromController.Current;
            if (message.Drain is { } drain)
            {
                return new SessionEnd(
                    "the controller drains",
                    drain.Delay?.ToTimeSpan() ?? TimeSpan.Zero
                );
            }

            await HandleAsync(message, stream, cancellationToken);
        }

        return new SessionEnd("the controller ended the stream", ComeBackAfter: null);
    }

    private async Task HandleAsync(
        ControllerMessage message,
        OpenStream stream,
        CancellationToken cancellationToken
    )
    {
        switch (message.MessageCase)
        {
            case ControllerMessage.MessageOneofCase.Ack:
                spool.Acked(message.Ack.Seq);
                stream.Window.Ack(message.Ack.Seq);
                break;
            case ControllerMessage.MessageOneofCase.Assignment:
                await AssignAsync(message.Assignment);
                break;
            case ControllerMessage.MessageOneofCase.Resync:
                Resync(log, message.Resync.Reason);
                spool.Owe(message.Resync.Checks);
                Start(token => checks.RunAsync(message.Resync.Checks, token), cancellationToken);
                break;
            case ControllerMessage.MessageOneofCase.DiagnosticRequest:
                Start(
                    token =>
                        _diagnostics.AnswerAsync(
                            message.DiagnosticRequest,
                            reply =>
                                stream.Outbox.SendAsync(
                                    new AgentMessage { DiagnosticReply = reply },
                                    token
                                ),
                            token
                        ),
                    cancellationToken
                );
                break;
            default:
                break;
        }
    }

    private async Task AssignAsync(Assignment assignment)
    {
        checks.Reach?.Assign(ReachMessages.Targets(assignment.ReachTargets));
        await checks.Assign(assignment.Version, KeptAssignment.Schedules(assignment));
        try
        {
            checks.Kept?.Write(assignment);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            NotKept(log, refused.Message);
        }
    }

    private async Task<SessionEnd> SendAsync(
        OpenStream stream,
        ulong next,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            await spool.WaitAsync(next, cancellationToken);
            var room = await stream.Window.RoomAsync(next, cancellationToken);
            var now = await checks.Rounds.StampAsync(cancellationToken);
            var records = spool.Read(next, Math.Min(room, BatchRecords), BatchBytes, now);
            var batch = new Batch { BootId = now.BootId, BootTimeNs = now.BootTimeNanoseconds };
            batch.Records.AddRange(records);
            await stream.Outbox.SendAsync(new AgentMessage { Batch = batch }, cancellationToken);
            next = records[^1].Seq + 1;
            if (records.Any(record => record.Gap is not null))
            {
                var owed = spool.Owed;
                Start(
                    token => owed.IsEmpty ? Task.CompletedTask : checks.RunAsync(owed, token),
                    cancellationToken
                );
            }
        }
    }

    private async Task<SessionEnd> BeatAsync(OpenStream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(stream.Heartbeat, time, cancellationToken);
            var silence = time.GetElapsedTime(stream.HeardAt);
            if (silence >= stream.Heartbeat * SilentHeartbeats)
            {
                return new SessionEnd(
                    $"no word from the controller for {silence.TotalSeconds:0} s",
                    null
                );
            }

            var now = await checks.Rounds.StampAsync(cancellationToken);
            var heartbeat = new Heartbeat
            {
                WallTime = Timestamp.FromDateTimeOffset(now.Wall),
                BootTimeNs = now.BootTimeNanoseconds,
                NewestSeq = spool.NewestSeq,
            };
            await stream.Outbox.SendAsync(
                new AgentMessage { Heartbeat = heartbeat },
                cancellationToken
            );
        }
    }

    /// <summary>Does something beside the stream; the stream's end ends it.</summary>
    private async void Start(
        Func<CancellationToken, Task> work,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await Task.Run(() => work(cancellationToken), cancellationToken);
        }
        catch (Exception failure)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                Unanswered(log, failure);
            }
        }
    }

    private static TimeSpan HeartbeatOf(Welcome welcome)
    {
        var said = welcome.Heartbeat?.ToTimeSpan() ?? TimeSpan.Zero;
        return said > TimeSpan.Zero ? said : DefaultHeartbeat;
    }

    [LoggerMessage(
        310,
        LogLevel.Warning,
        "the controller has records up to {Theirs} of this spool, which ends at {Ours} (a disk from a backup?): a new spool is begun"
    )]
    private static partial void Behind(ILogger log, ulong theirs, ulong ours);

    [LoggerMessage(311, LogLevel.Information, "the controller asks for snapshots: {Reason}")]
    private static partial void Resync(ILogger log, string reason);

    [LoggerMessage(
        313,
        LogLevel.Warning,
        "the assignment holds until this agent ends, and could not be kept for the next: {Why}"
    )]
    private static partial void NotKept(ILogger log, string why);

    [LoggerMessage(312, LogLevel.Error, "a request of the controller could not be answered")]
    private static partial void Unanswered(ILogger log, Exception failure);
}
