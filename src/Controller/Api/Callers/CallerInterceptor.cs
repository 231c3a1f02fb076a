using System.Net.Sockets;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Roles;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Controller.Api.Callers;

/// <summary>Lets a call through only to whom <see cref="CallerPolicy"/> names; a method that is not in the table is closed.</summary>
public sealed class CallerInterceptor(AgentGate gate) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    )
    {
        await RequireAsync(context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        await RequireAsync(context);
        await continuation(request, responseStream, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        await RequireAsync(context);
        return await continuation(requestStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        await RequireAsync(context);
        await continuation(requestStream, responseStream, context);
    }

    private Task RequireAsync(ServerCallContext context) =>
        CallerPolicy.Table.GetValueOrDefault(context.Method) switch
        {
            Caller.Anyone => RequireTls(context),
            Caller.Agent => RequireAgentAsync(context),
            Caller.Operator => RequireOperator(context),
            _ => throw Denied($"{context.Method} is open to nobody"),
        };

    private static Task RequireTls(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<ITlsHandshakeFeature>() is not null
            ? Task.CompletedTask
            : throw Denied("agents connect over TLS");

    private async Task RequireAgentAsync(ServerCallContext context)
    {
        if (context.GetHttpContext().Connection.ClientCertificate is not { } certificate)
        {
            throw new RpcException(
                new(
                    StatusCode.Unauthenticated,
                    "an agent needs a certificate of this controller: join first"
                )
            );
        }

        var agent = await gate.IdentifyAsync(certificate, context.CancellationToken);
        Actor.Set(
            context,
            agent
                ?? throw new RpcException(
                    new(
                        StatusCode.Unauthenticated,
                        "the certificate is expired, revoked or not of this controller"
                    )
                )
        );
    }

    /// <summary>On the controller's own machine its owner has every role. The socket's mode says the same; this holds also in the moment before the mode is set.</summary>
    private static Task RequireOperator(ServerCallContext context)
    {
        var socket = context.GetHttpContext().Features.Get<IConnectionSocketFeature>()?.Socket;
        if (socket?.AddressFamily != AddressFamily.Unix)
        {
            throw Denied("operators come through the controller's unix socket");
        }

        var peer = SocketPeer.Of(socket);
        if (!peer.IsOwner)
        {
            throw Denied("the controller belongs to another user: run as that user, or with sudo");
        }

        Actor.Set(context, AccountNames.Of(peer.UserId));
        return Task.CompletedTask;
    }

    private static RpcException Denied(string why) => new(new(StatusCode.PermissionDenied, why));
}
