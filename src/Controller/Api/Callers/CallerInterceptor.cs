using System.Net.Sockets;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Operators;
using Fleet.Controller.Authority.Roles;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Controller.Api.Callers;

/// <summary>Lets a call through only to whom <see cref="CallerPolicy"/> names; a method that is not in the table is closed.</summary>
public sealed class CallerInterceptor(AgentGate gate, ApiTokens tokens, SocketPeers peers)
    : Interceptor
{
    private const string Bearer = "Bearer ";

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
            Caller.Operator least => RequireOperatorAsync(context, least.Least),
            _ => throw Denied($"{context.Method} is open to nobody"),
        };

    private static Task RequireTls(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<ITlsHandshakeFeature>() is not null
            ? Task.CompletedTask
            : throw Denied("only the controller's own socket is open without TLS");

    private async Task RequireAgentAsync(ServerCallContext context)
    {
        if (context.GetHttpContext().Connection.ClientCertificate is not { } certificate)
        {
            throw Unauthenticated("an agent needs a certificate of this controller: join first");
        }

        var agent = await gate.IdentifyAsync(certificate, context.CancellationToken);
        Actor.Set(
            context,
            agent
                ?? throw Unauthenticated(
                    "the certificate is expired, revoked or not of this controller"
                )
        );
    }

    private async Task RequireOperatorAsync(ServerCallContext context, Role least)
    {
        var socket = context.GetHttpContext().Features.Get<IConnectionSocketFeature>()?.Socket;
        var caller =
            socket?.AddressFamily == AddressFamily.Unix
                ? OwnerAt(socket)
                : await BearerAsync(context);
        if (caller.Role < least)
        {
            throw Denied(
                $"{caller.Name} is {Word(caller.Role)}, and this needs {Word(least)}: an admin makes a token with fleet operator create"
            );
        }

        Actor.Set(context, caller);
    }

    private OperatorIdentity OwnerAt(Socket socket) =>
        peers.Find(socket)
        ?? throw Denied("the controller belongs to another user: run as that user, or with sudo");

    /// <summary>Over the network a token says who it is (RFC 6750 §2.1).</summary>
    private async Task<OperatorIdentity> BearerAsync(ServerCallContext context)
    {
        await RequireTls(context);
        var header = context.RequestHeaders.GetValue("authorization") ?? "";
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            throw Unauthenticated(
                "operators show an API token: set FLEET_TOKEN, or ask an admin for one (fleet operator create)"
            );
        }

        return await tokens.IdentifyAsync(header[Bearer.Length..], context.CancellationToken)
            ?? throw Unauthenticated("the API token is unknown, expired or revoked");
    }

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    private static RpcException Unauthenticated(string why) =>
        new(new(StatusCode.Unauthenticated, why));

    private static RpcException Denied(string why) => new(new(StatusCode.PermissionDenied, why));
}
