using Fleet.Interop.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Fleet.Interop.Tests.ToPython;

[Collection(PythonServerGroup.Name)]
public sealed class InterceptorTests(PythonServer python)
{
    [Fact]
    public async Task An_interceptor_sees_a_unary_call()
    {
        using var call = Named("one").EchoAsync(new EchoRequest(), deadline: Call.Patience);
        await call;

        Assert.Equal("one", call.GetTrailers().GetValue("saw-caller"));
    }

    [Fact]
    public void An_interceptor_sees_a_blocking_call()
    {
        var invoker = python.Channel.Intercept(new NamingInterceptor("blocking"));

        var reply = new V1.Interop.InteropClient(invoker).Reflect(
            new ReflectRequest { Keys = { "caller" } }
        );

        Assert.Equal("blocking", Assert.Single(reply.Entries).Value.ToStringUtf8());
    }

    [Fact]
    public async Task An_interceptor_sees_a_client_stream()
    {
        using var call = Named("one").Collect(deadline: Call.Patience);
        await call.RequestStream.CompleteAsync();
        await call;

        Assert.Equal("one", call.GetTrailers().GetValue("saw-caller"));
    }

    [Fact]
    public async Task An_interceptor_sees_a_server_stream()
    {
        using var call = Named("one")
            .Expand(new ExpandRequest { Messages = 1 }, deadline: Call.Patience);
        await call.ResponseStream.Texts();

        Assert.Equal("one", call.GetTrailers().GetValue("saw-caller"));
    }

    [Fact]
    public async Task An_interceptor_sees_a_duplex_stream()
    {
        using var call = Named("one").Converse(deadline: Call.Patience);
        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.Texts();

        Assert.Equal("one", call.GetTrailers().GetValue("saw-caller"));
    }

    [Fact]
    public async Task Interceptors_are_passed_in_the_order_given()
    {
        using var call = Named("first", "second", "third")
            .EchoAsync(new EchoRequest(), deadline: Call.Patience);
        await call;

        Assert.Equal("first+second+third", call.GetTrailers().GetValue("saw-caller"));
    }

    [Fact]
    public async Task A_function_over_headers_is_an_interceptor_too()
    {
        var invoker = python.Channel.Intercept(headers =>
        {
            headers.Add("caller", "function");
            return headers;
        });

        using var call = new V1.Interop.InteropClient(invoker).EchoAsync(
            new EchoRequest(),
            deadline: Call.Patience
        );
        await call;

        Assert.Equal("function", call.GetTrailers().GetValue("saw-caller"));
    }

    private V1.Interop.InteropClient Named(params string[] names) =>
        new(python.Channel.Intercept([.. names.Select(name => new NamingInterceptor(name))]));
}
