using Fleet.Interop.V1;
using Grpc.Core;

namespace Fleet.Interop.Tests.ToPython;

[Collection(PythonServerGroup.Name)]
public sealed class StatusTests(PythonServer python)
{
    private const string Detail = "Grüße: 100 % ✓\nsecond line";

    public static TheoryData<StatusCode> Codes => [.. Enum.GetValues<StatusCode>()];

    [Fact]
    public void There_are_seventeen_status_codes() =>
        Assert.Equal(Enumerable.Range(0, 17), Codes.Select(row => (int)row.Data));

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_status_arrives_with_its_words(StatusCode code)
    {
        using var call = End(code);
        if (code is StatusCode.OK)
        {
            await call;
            Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
            return;
        }

        var error = await Call.Fails(() => call.ResponseAsync);

        Assert.Equal((code, Detail), (error.StatusCode, error.Status.Detail));
        Assert.Equal(error.Status, call.GetStatus());
    }

    [Fact]
    public async Task Trailers_arrive_with_success()
    {
        using var call = End(StatusCode.OK);
        await call;

        AssertTrailers(call.GetTrailers());
    }

    [Fact]
    public async Task Trailers_arrive_with_an_error()
    {
        using var call = End(StatusCode.FailedPrecondition);

        AssertTrailers((await Call.Fails(() => call.ResponseAsync)).Trailers);
    }

    [Fact]
    public async Task A_method_that_the_server_lacks_is_unimplemented()
    {
        var method = new Method<string, string>(
            MethodType.Unary,
            "fleet.interop.v1.Interop",
            "NoSuchMethod",
            Marshallers.StringMarshaller,
            Marshallers.StringMarshaller
        );
        var invoker = python.Channel.CreateCallInvoker();

        var error = await Call.Fails(() =>
            invoker
                .AsyncUnaryCall(method, null, new CallOptions(deadline: Call.Patience), "")
                .ResponseAsync
        );

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    private AsyncUnaryCall<EchoReply> End(StatusCode code) =>
        python.Client.EndAsync(
            new EndRequest { Code = (int)code, Detail = Detail },
            deadline: Call.Patience
        );

    private static void AssertTrailers(Metadata trailers)
    {
        Assert.Equal($"{Detail.Length}", trailers.GetValue("Trail-Text"));
        Assert.Equal([0, 255, 128], trailers.GetValueBytes("trail-bin"));
    }
}
