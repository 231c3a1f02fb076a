using Fleet.Interop.Tests.Host;
using Fleet.Interop.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Fleet.Interop.Tests;

/// <summary>The official client and the official server over the contracts, before another language comes in.</summary>
public sealed class SameProcessTests(InteropServer server) : IClassFixture<InteropServer>
{
    [Fact]
    public async Task A_unary_call_echoes()
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new Interop.V1.Interop.InteropClient(channel);

        var reply = await client.EchoAsync(
            new EchoRequest { Payload = ByteString.CopyFromUtf8("hello") }
        );

        Assert.Equal("hello", reply.Payload.ToStringUtf8());
    }

    [Fact]
    public async Task A_duplex_stream_of_ten_thousand_messages_arrives_in_order()
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new Interop.V1.Interop.InteropClient(channel);
        using var call = client.Converse();

        var writing = Task.Run(async () =>
        {
            for (var n = 0; n < 10_000; n++)
            {
                await call.RequestStream.WriteAsync(
                    new EchoRequest { Payload = ByteString.CopyFromUtf8($"{n}") }
                );
            }

            await call.RequestStream.CompleteAsync();
        });
        var expected = 0;
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal($"{expected++}", reply.Payload.ToStringUtf8());
        }

        await writing;
        Assert.Equal(10_000, expected);
    }

    [Fact]
    public async Task A_status_arrives_with_its_words_and_trailers()
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new Interop.V1.Interop.InteropClient(channel);

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.EndAsync(
                new EndRequest { Code = (int)StatusCode.DataLoss, Detail = "gone" }
            )
        );

        Assert.Equal(StatusCode.DataLoss, error.StatusCode);
        Assert.Equal("gone", error.Status.Detail);
        Assert.Equal("4", error.Trailers.GetValue("trail-text"));
        Assert.Equal([0, 255, 128], error.Trailers.GetValueBytes("trail-bin"));
    }

    [Fact]
    public async Task A_service_defined_by_hand_is_hosted()
    {
        using var channel = GrpcChannel.ForAddress(server.Address);

        var reply = await channel
            .CreateCallInvoker()
            .AsyncUnaryCall(ByHand.Shout, null, default, "quiet");

        Assert.Equal("QUIET", reply);
    }

    [Fact]
    public async Task A_channel_tells_what_its_connection_is_doing()
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        Assert.Equal(ConnectivityState.Idle, channel.State);

        await channel.ConnectAsync();

        Assert.Equal(ConnectivityState.Ready, channel.State);
    }
}
