using Fleet.Interop.V1;
using Grpc.Core;

namespace Fleet.Interop.Tests.ToPython;

/// <summary>Large and compressed messages.</summary>
[Collection(PythonServerGroup.Name)]
public sealed class MessageTests(PythonServer python)
{
    private static readonly byte[] FourMebibytes =
    [
        .. Enumerable.Range(0, 4 << 20).Select(n => (byte)(n * 31 >> 3)),
    ];

    private static readonly EchoRequest Soft = Call.Text(
        string.Concat(Enumerable.Repeat("squeeze me ", 1000))
    );

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_compressed_request_is_read_and_the_answer_comes_compressed(string encoding)
    {
        using var wire = new EncodingRecorder();
        using var channel = python.Open(options => options.HttpHandler = wire);

        var reply = await new V1.Interop.InteropClient(channel).EchoAsync(
            Soft,
            Compressed(encoding),
            Call.Patience
        );

        Assert.Equal(Soft.Payload, reply.Payload);
        Assert.Equal((encoding, "gzip"), (wire.Request, wire.Response));
    }

    [Fact]
    public async Task Every_message_of_a_stream_is_compressed_but_those_that_ask_not_to_be()
    {
        var sent = Enumerable
            .Range(0, 100)
            .Select(n => new string((char)('a' + n % 26), 5000))
            .ToList();
        using var call = python.Client.Converse(Compressed("gzip"), Call.Patience);

        var writing = Task.Run(async () =>
        {
            for (var n = 0; n < sent.Count; n++)
            {
                call.RequestStream.WriteOptions =
                    n % 2 == 0 ? null : new WriteOptions(WriteFlags.NoCompress);
                await call.RequestStream.WriteAsync(Call.Text(sent[n]));
            }

            await call.RequestStream.CompleteAsync();
        });

        Assert.Equal(sent, await call.ResponseStream.Texts());
        await writing;
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task A_message_of_4_MiB_comes_back_unchanged(string encoding)
    {
        var reply = await python.Client.EchoAsync(
            Call.Bytes(FourMebibytes),
            Compressed(encoding),
            Call.Patience
        );

        Assert.True(reply.Payload.Span.SequenceEqual(FourMebibytes));
    }

    [Fact]
    public async Task A_duplex_stream_carries_messages_of_4_MiB()
    {
        using var call = python.Client.Converse(deadline: Call.Patience);

        var writing = call.RequestStream.WriteAll(Enumerable.Repeat(Call.Bytes(FourMebibytes), 4));
        var replies = 0;
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            Assert.True(reply.Payload.Span.SequenceEqual(FourMebibytes));
            replies++;
        }

        await writing;
        Assert.Equal(4, replies);
    }

    [Fact]
    public async Task A_message_over_the_clients_limit_is_refused()
    {
        using var channel = python.Open(options => options.MaxReceiveMessageSize = 1024);

        var error = await Call.Fails(() =>
            new V1.Interop.InteropClient(channel)
                .EchoAsync(Call.Bytes(new byte[2048]), deadline: Call.Patience)
                .ResponseAsync
        );

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    /// <summary>The header by which the official client is asked to compress what it sends.</summary>
    private static Metadata Compressed(string encoding) =>
        new() { { "grpc-internal-encoding-request", encoding } };
}
