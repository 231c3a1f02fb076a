namespace Fleet.Interop.Tests.ToPython;

/// <summary>Notes how the last call was compressed on the wire (<c>grpc-encoding</c>).</summary>
public sealed class EncodingRecorder() : DelegatingHandler(new SocketsHttpHandler())
{
    public string? Request { get; private set; }

    public string? Response { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        var response = await base.SendAsync(request, cancellation);
        Request = request.Headers.TryGetValues("grpc-encoding", out var sent)
            ? sent.Single()
            : null;
        Response = response.Headers.TryGetValues("grpc-encoding", out var came)
            ? came.Single()
            : null;
        return response;
    }
}
