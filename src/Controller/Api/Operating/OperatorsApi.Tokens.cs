using System.Collections.Immutable;
using Fleet.Controller.Api.Callers;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <content>Who belongs to the fleet, and who operates it.</content>
public sealed partial class OperatorsApi
{
    public override async Task<CreateTokenReply> CreateToken(
        CreateTokenRequest request,
        ServerCallContext context
    )
    {
        var (token, secret) = await tokens.CreateAsync(
            request.HostName,
            request.Labels.ToImmutableSortedDictionary(),
            request.ValidFor?.ToTimeSpan(),
            request.Uses,
            Actor.Of(context),
            context.CancellationToken
        );
        return new()
        {
            Token = TokenMessage.From(token),
            Secret = secret.ToString(),
            JoinCommand = controller.JoinCommand(secret.ToString()),
        };
    }

    public override async Task<ListTokensReply> ListTokens(
        ListTokensRequest request,
        ServerCallContext context
    )
    {
        var all = await tokens.ListAsync(context.CancellationToken);
        return new() { Tokens = { all.Select(TokenMessage.From) } };
    }

    public override async Task<JoinToken> RevokeToken(
        RevokeTokenRequest request,
        ServerCallContext context
    ) =>
        await tokens.RevokeAsync(request.Id, Actor.Of(context), context.CancellationToken)
            is { } token
            ? TokenMessage.From(token)
            : throw new RpcException(
                new(
                    StatusCode.NotFound,
                    $"there is no join token {request.Id}: see fleet token list"
                )
            );

    public override async Task<RevokeAgentReply> RevokeAgent(
        RevokeAgentRequest request,
        ServerCallContext context
    )
    {
        var revocation = await authority.RevokeHostAsync(
            request.Host,
            request.Reason,
            Actor.Of(context),
            time.GetUtcNow(),
            context.CancellationToken
        );
        if (revocation is null)
        {
            throw await NoHostAsync(context, request.Host);
        }

        revocations.Add(revocation);
        return new() { Certificates = revocation.Serials.Length };
    }

    public override async Task<CreateApiTokenReply> CreateApiToken(
        CreateApiTokenRequest request,
        ServerCallContext context
    )
    {
        var (token, secret) = await apiTokens.CreateAsync(
            request.Operator,
            (Authority.Roles.Role)(int)request.Role,
            request.Scope.ToImmutableSortedDictionary(),
            request.ValidFor?.ToTimeSpan(),
            Actor.Of(context),
            context.CancellationToken
        );
        return new()
        {
            Token = ApiTokenMessage.From(token),
            Secret = secret.ToString(),
            Controller = $"https://{controller.AgentAddress}",
            Pin = controller.RootPin,
        };
    }

    public override async Task<ListApiTokensReply> ListApiTokens(
        ListApiTokensRequest request,
        ServerCallContext context
    )
    {
        var all = await apiTokens.ListAsync(context.CancellationToken);
        return new() { Tokens = { all.Select(ApiTokenMessage.From) } };
    }

    public override async Task<ApiToken> RevokeApiToken(
        RevokeApiTokenRequest request,
        ServerCallContext context
    ) =>
        await apiTokens.RevokeAsync(request.Id, Actor.Of(context), context.CancellationToken)
            is { } token
            ? ApiTokenMessage.From(token)
            : throw new RpcException(
                new(
                    StatusCode.NotFound,
                    $"there is no API token {request.Id}: see fleet operator list"
                )
            );
}
