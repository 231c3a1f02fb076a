using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Fleet.Interop.Tests.Host;

/// <summary>Tells in trailers which kind of call it saw, and who the caller said it was.</summary>
public sealed class TellingInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    )
    {
        Tell(context, MethodType.Unary);
        return continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        Tell(context, MethodType.ClientStreaming);
        return continuation(requestStream, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        Tell(context, MethodType.ServerStreaming);
        return continuation(request, responseStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        Tell(context, MethodType.DuplexStreaming);
        return continuation(requestStream, responseStream, context);
    }

    private static void Tell(ServerCallContext context, MethodType kind)
    {
        context.ResponseTrailers.Add("intercepted", kind.ToString());
        context.ResponseTrailers.Add("saw-caller", context.RequestHeaders.GetValue("caller") ?? "");
    }
}
