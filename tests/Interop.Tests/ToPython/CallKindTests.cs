using Fleet.Interop.V1;
using Grpc.Core;

namespace Fleet.Interop.Tests.ToPython;

[Collection(PythonServerGroup.Name)]
public sealed class CallKindTests(PythonServer python)
{
    [Fact]
    public async Task A_unary_call_is_answered()
    {
        var reply = await python.Client.EchoAsync(Call.Text("hello"), deadline: Call.Patience);

        Assert.Equal("hello", reply.Payload.ToStringUtf8());
    }

    [Fact]
    public void A_blocking_unary_call_is_answered() =>
        Assert.Equal(
            "hello",
            python.Client.Echo(Call.Text("hello"), deadline: Call.Patience).Payload.ToStringUtf8()
        );

    [Fact]
    public async Task An_empty_message_is_answered_by_an_empty_message() =>
        Assert.Empty(
            (await python.Client.EchoAsync(new EchoRequest(), deadline: Call.Patience)).Payload
        );

    [Fact]
    public async Task A_client_stream_is_tallied()
    {
        using var call = python.Client.Collect(deadline: Call.Patience);

        await call.RequestStream.WriteAll(
            Enumerable.Range(0, 1000).Select(n => Call.Bytes(new byte[n]))
        );

        Assert.Equal(new Tally { Messages = 1000, Bytes = 499_500 }, await call);
    }

    [Fact]
    public async Task An_empty_client_stream_is_tallied_as_nothing()
    {
        using var call = python.Client.Collect(deadline: Call.Patience);

        await call.RequestStream.CompleteAsync();

        Assert.Equal(new Tally(), await call.ResponseAsync);
    }

    [Fact]
    public async Task A_server_stream_arrives_whole_and_in_order()
    {
        var request = new ExpandRequest { Messages = 1000, PayloadSize = 3 };
        using var call = python.Client.Expand(request, deadline: Call.Patience);

        var firsts = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            firsts.Add(reply.Payload[0]);
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(n => n % 256), firsts);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task An_empty_server_stream_ends_at_once()
    {
        using var call = python.Client.Expand(new ExpandRequest(), deadline: Call.Patience);

        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task A_duplex_stream_is_answered_in_order()
    {
        var sent = Enumerable.Range(0, 1000).Select(n => $"{n}").ToList();
        using var call = python.Client.Converse(deadline: Call.Patience);

        var writing = call.RequestStream.WriteAll(sent.Select(Call.Text));

        Assert.Equal(sent, await call.ResponseStream.Texts());
        await writing;
    }

    [Fact]
    public async Task A_duplex_stream_answers_each_message_before_the_next_is_written()
    {
        using var call = python.Client.Converse(deadline: Call.Patience);
        for (var n = 0; n < 50; n++)
        {
            await call.RequestStream.WriteAsync(
                Call.Text($"{n}"),
                TestContext.Current.CancellationToken
            );

            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal($"{n}", call.ResponseStream.Current.Payload.ToStringUtf8());
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }
}
