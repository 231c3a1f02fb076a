namespace Grpc.Core;

/// <summary>What every call object can be asked besides its messages: headers, status, trailers, disposal.</summary>
internal readonly record struct AsyncCallLifetime(
    object? State,
    Func<object, Task<Metadata>> ResponseHeaders,
    Func<object, Status> Status,
    Func<object, Metadata> Trailers,
    Action<object> Dispose
)
{
    /// <summary>A lifetime told by closures, which need no state.</summary>
    public static AsyncCallLifetime Of(
        Task<Metadata> responseHeaders,
        Func<Status> status,
        Func<Metadata> trailers,
        Action dispose
    ) => new(null, _ => responseHeaders, _ => status(), _ => trailers(), _ => dispose());

    public Task<Metadata> ReadResponseHeaders() => ResponseHeaders(State!);

    public Status ReadStatus() => Status(State!);

    public Metadata ReadTrailers() => Trailers(State!);

    public void End() => Dispose(State!);
}
