using System.Collections.Immutable;
using System.Reflection;
using Fleet.Agent.Spool;
using Fleet.Checks.Catalog;
using Fleet.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Fleet.Agent.Link;

/// <summary>What the agent says first on a stream.</summary>
internal static class Greeting
{
    private static readonly TimeSpan WelcomePatience = TimeSpan.FromSeconds(20);

    /// <summary>This program's version.</summary>
    public static string Version { get; } =
        typeof(Greeting)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "";

    public static Hello Of(
        RecordSpool spool,
        CheckCatalog catalog,
        string bootId,
        ImmutableArray<byte> machineIdHash,
        DateTimeOffset now
    )
    {
        var hello = new Hello
        {
            SpoolId = spool.SpoolId,
            SpoolEpoch = spool.Epoch,
            OldestSeq = spool.OldestSeq,
            NewestSeq = spool.NewestSeq,
            BootId = bootId,
            AgentVersion = Version,
            MachineIdHash = ByteString.CopyFrom(machineIdHash.AsSpan()),
            WallTime = Timestamp.FromDateTimeOffset(now),
        };
        hello.Checks.AddRange(
            catalog.Checks.Select(check => new CheckVersion
            {
                Check = check.Declaration.Id,
                Version = check.Declaration.Version,
            })
        );
        return hello;
    }

    /// <summary>Says it, and waits for the answer.</summary>
    /// <exception cref="LinkLostException">There was none, or another than a welcome.</exception>
    /// <exception cref="RpcException">The call failed.</exception>
    public static async Task<Welcome> SayAsync(
        AsyncDuplexStreamingCall<AgentMessage, ControllerMessage> call,
        Outbox outbox,
        Hello hello,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await TrySendAsync(outbox, hello, cancellationToken);
            var answered = await call
                .ResponseStream.MoveNext(cancellationToken)
                .WaitAsync(WelcomePatience, time, cancellationToken);
            return answered && call.ResponseStream.Current.Welcome is { } welcome
                ? welcome
                : throw new LinkLostException("the controller ended the stream without a welcome");
        }
        catch (TimeoutException)
        {
            throw new LinkLostException("the controller took the stream but does not answer");
        }
    }

    /// <summary>Where the controller hung up meanwhile, writing fails in many ways; why it did is for the call's status to say, which reading gives.</summary>
    private static async Task TrySendAsync(
        Outbox outbox,
        Hello hello,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await outbox.SendAsync(new AgentMessage { Hello = hello }, cancellationToken);
        }
        catch (Exception broken)
            when (broken is InvalidOperationException or IOException or HttpRequestException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return;
        }
    }
}
