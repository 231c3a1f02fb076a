using Fleet.Interop.V1;
using Grpc.Core;

namespace Fleet.Interop.Tests.ToPython;

/// <summary>Deadlines and cancellation, as both sides see them.</summary>
[Collection(PythonServerGroup.Name)]
public sealed class EndingTests(PythonServer python)
{
    private readonly HangRequest named = new() { Id = Guid.NewGuid().ToString("N") };

    [Fact]
    public async Task A_deadline_ends_a_unary_call_on_both_sides()
    {
        await Connect();
        using var call = python.Client.HangAsync(named, deadline: Soon);

        var error = await Call.Fails(() => call.ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Equal(new Fate { Cancelled = true, HadDeadline = true }, await Fate());
    }

    [Fact]
    public async Task A_deadline_ends_a_server_stream_after_what_came_before_it()
    {
        await Connect();
        using var call = python.Client.HangAfterOne(named, deadline: Soon);

        Assert.True(await call.ResponseStream.MoveNext());
        var error = await Call.Fails(() => call.ResponseStream.MoveNext());

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.True((await Fate()).HadDeadline);
    }

    [Fact]
    public async Task A_deadline_in_the_past_ends_a_call_before_it_starts()
    {
        var options = new CallOptions().WithDeadline(DateTime.UtcNow.AddSeconds(-1));

        var error = await Call.Fails(() =>
            python.Client.EchoAsync(Call.Text("late"), options).ResponseAsync
        );

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task A_token_cancels_a_unary_call_on_both_sides()
    {
        using var source = new CancellationTokenSource();
        using var call = python.Client.HangAsync(
            named,
            new CallOptions().WithCancellationToken(source.Token)
        );
        await python.Client.AwaitHangAsync(named, deadline: Call.Patience);

        await source.CancelAsync();
        var error = await Call.Fails(() => call.ResponseAsync);

        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Equal(new Fate { Cancelled = true }, await Fate());
    }

    [Fact]
    public async Task Disposing_a_call_cancels_it_on_both_sides()
    {
        var call = python.Client.HangAsync(named);
        await python.Client.AwaitHangAsync(named, deadline: Call.Patience);

        call.Dispose();

        Assert.Equal(StatusCode.Cancelled, (await Call.Fails(() => call.ResponseAsync)).StatusCode);
        Assert.True((await Fate()).Cancelled);
    }

    [Fact]
    public async Task A_token_cancels_a_server_stream_on_both_sides()
    {
        using var source = new CancellationTokenSource();
        using var call = python.Client.HangAfterOne(named, cancellationToken: source.Token);
        Assert.True(await call.ResponseStream.MoveNext());
        await python.Client.AwaitHangAsync(named, deadline: Call.Patience);

        await source.CancelAsync();
        var error = await Call.Fails(() => call.ResponseStream.MoveNext());

        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.True((await Fate()).Cancelled);
    }

    [Fact]
    public async Task A_token_cancels_a_duplex_stream()
    {
        using var source = new CancellationTokenSource();
        using var call = python.Client.Converse(cancellationToken: source.Token);
        await call.RequestStream.WriteAsync(Call.Text("one"));
        Assert.True(await call.ResponseStream.MoveNext());

        await source.CancelAsync();

        Assert.Equal(
            StatusCode.Cancelled,
            (await Call.Fails(() => call.ResponseStream.MoveNext())).StatusCode
        );
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        using var nobody = Grpc.Net.Client.GrpcChannel.ForAddress("http://127.0.0.1:1");

        var error = await Call.Fails(() =>
            new V1.Interop.InteropClient(nobody).EchoAsync(Call.Text("?")).ResponseAsync
        );

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.NotNull(error.Status.DebugException);
    }

    /// <summary>A deadline that is meant to pass, but not before the server has begun.</summary>
    private static DateTime Soon => DateTime.UtcNow.AddSeconds(3);

    private async Task Connect() =>
        await python.Client.EchoAsync(new EchoRequest(), deadline: Call.Patience);

    private async Task<Fate> Fate() =>
        await python.Client.FateOfAsync(named, deadline: Call.Patience);
}
