using Fleet.Interop.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Fleet.Interop.Tests.ToPython;

/// <summary>Words shared by the suites.</summary>
internal static class Call
{
    /// <summary>Far away: a call that reaches it hangs.</summary>
    public static DateTime Patience => DateTime.UtcNow.AddSeconds(30);

    public static EchoRequest Text(string text) =>
        new() { Payload = ByteString.CopyFromUtf8(text) };

    public static EchoRequest Bytes(byte[] bytes) =>
        new() { Payload = UnsafeByteOperations.UnsafeWrap(bytes) };

    /// <summary>Writes all and completes.</summary>
    public static async Task WriteAll<T>(
        this IClientStreamWriter<T> stream,
        IEnumerable<T> messages
    )
    {
        foreach (var message in messages)
        {
            await stream.WriteAsync(message);
        }

        await stream.CompleteAsync();
    }

    /// <summary>The payloads of all replies as text.</summary>
    public static async Task<List<string>> Texts(this IAsyncStreamReader<EchoReply> stream)
    {
        var texts = new List<string>();
        await foreach (var reply in stream.ReadAllAsync())
        {
            texts.Add(reply.Payload.ToStringUtf8());
        }

        return texts;
    }

    /// <summary>The error with which the call ends.</summary>
    public static Task<RpcException> Fails(Func<Task> call) =>
        Assert.ThrowsAsync<RpcException>(call);
}
