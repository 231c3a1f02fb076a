using System.Collections.Immutable;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Joining;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NearestName = Fleet.Checks.Reporting.NearestName;

namespace Fleet.Controller.Api.Operating;

/// <summary>The operators' RPCs. Who may call which is decided before they are reached (<see cref="CallerInterceptor"/>).</summary>
public sealed partial class OperatorsApi(
    IFleetReads reads,
    IFleetActs acts,
    JoinTokens tokens,
    IAuthorityStore authority,
    RevocationList revocations,
    ControllerFacts controller,
    TimeProvider time
) : Operators.OperatorsBase
{
    private const int DefaultHistory = 100;
    private const int MostHistory = 10_000;

    public override async Task<ControllerStatus> GetStatus(
        GetStatusRequest request,
        ServerCallContext context
    )
    {
        var hosts = await reads.HostsAsync(NoLabels, context.CancellationToken);
        return new()
        {
            Version = controller.Version,
            StartedAt = controller.StartedAt.ToTimestamp(),
            AgentAddress = controller.AgentAddress,
            RootPin = controller.RootPin,
            Hosts = hosts.Count,
            HostsOnline = hosts.Count(host =>
                host.Link is LinkState.Online or LinkState.CatchingUp
            ),
            OpenRegressions = hosts.Sum(host => host.OpenRegressions),
        };
    }

    public override async Task<ListHostsReply> ListHosts(
        ListHostsRequest request,
        ServerCallContext context
    )
    {
        var labels = await LabelsAsync(request.Labels, context.CancellationToken);
        return new() { Hosts = { await reads.HostsAsync(labels, context.CancellationToken) } };
    }

    public override async Task<HostReport> GetHost(
        GetHostRequest request,
        ServerCallContext context
    ) =>
        await reads.HostAsync(request.Name, context.CancellationToken)
        ?? throw await NoHostAsync(request.Name, context.CancellationToken);

    public override async Task<ListFactsReply> ListFacts(
        ListFactsRequest request,
        ServerCallContext context
    ) =>
        request.Key.Length == 0
            ? throw Refuse("a fact key or pattern is missing, such as sshd_config/PermitRootLogin")
            : new() { Groups = { await reads.FactsAsync(request.Key, context.CancellationToken) } };

    public override async Task<ListRegressionsReply> ListRegressions(
        ListRegressionsRequest request,
        ServerCallContext context
    )
    {
        await RequireHostAsync(request.Host, context.CancellationToken);
        return new()
        {
            Regressions =
            {
                await reads.RegressionsAsync(
                    request.Host,
                    request.All,
                    request.Consequences,
                    context.CancellationToken
                ),
            },
        };
    }

    public override async Task<Regression> AcceptRegression(
        AcceptRegressionRequest request,
        ServerCallContext context
    )
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            throw Refuse("an acceptance needs a reason");
        }

        if (request.Until is { } until && until.ToDateTimeOffset() <= time.GetUtcNow())
        {
            throw Refuse(
                $"an acceptance ends in the future, not at {until.ToDateTimeOffset():yyyy-MM-dd}"
            );
        }

        return await acts.AcceptAsync(
                request.Id,
                request.Reason,
                request.Until?.ToDateTimeOffset(),
                Actor.Of(context),
                context.CancellationToken
            )
            ?? throw new RpcException(
                new(
                    StatusCode.NotFound,
                    $"there is no regression #{request.Id} that is open: see fleet regressions"
                )
            );
    }

    public override async Task<ListHistoryReply> ListHistory(
        ListHistoryRequest request,
        ServerCallContext context
    )
    {
        await RequireHostAsync(request.Host, context.CancellationToken, required: true);
        var limit = request.Limit <= 0 ? DefaultHistory : Math.Min(request.Limit, MostHistory);
        return new()
        {
            Entries =
            {
                await reads.HistoryAsync(
                    request.Host,
                    request.Key,
                    limit,
                    context.CancellationToken
                ),
            },
        };
    }

    public override async Task RunCheck(
        RunCheckRequest request,
        IServerStreamWriter<RunCheckReply> responseStream,
        ServerCallContext context
    )
    {
        await RequireHostAsync(request.Host, context.CancellationToken, required: true);
        var replies = acts.RunAsync(request.Host, request.Check, context.CancellationToken);
        await foreach (var reply in replies)
        {
            await responseStream.WriteAsync(reply, context.CancellationToken);
        }
    }

    public override async Task<HostEvidence> GetEvidence(
        GetEvidenceRequest request,
        ServerCallContext context
    ) =>
        await reads.EvidenceAsync(request.Names, context.CancellationToken)
        ?? throw await NoHostAsync(request.Names.FirstOrDefault() ?? "", context.CancellationToken);

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
            throw await NoHostAsync(request.Host, context.CancellationToken);
        }

        revocations.Add(revocation);
        return new() { Certificates = revocation.Serials.Length };
    }

    private static readonly ImmutableDictionary<string, string> NoLabels = ImmutableDictionary<
        string,
        string
    >.Empty;

    /// <summary>The labels asked for, where some host has them.</summary>
    private async Task<ImmutableDictionary<string, string>> LabelsAsync(
        IReadOnlyCollection<string> asked,
        CancellationToken cancellationToken
    )
    {
        var labels = LabelSelection.Parse(asked);
        return labels.IsEmpty || await reads.HostsAsync(labels, cancellationToken) is { Count: > 0 }
            ? labels
            : throw LabelSelection.NoneHas(
                asked,
                await reads.HostsAsync(NoLabels, cancellationToken)
            );
    }

    private async Task RequireHostAsync(
        string name,
        CancellationToken cancellationToken,
        bool required = false
    )
    {
        if (name.Length == 0 && !required)
        {
            return;
        }

        var known = await reads.HostNamesAsync(cancellationToken);
        if (!known.Contains(name, StringComparer.Ordinal))
        {
            throw NoHost(name, known);
        }
    }

    private async Task<RpcException> NoHostAsync(
        string name,
        CancellationToken cancellationToken
    ) => NoHost(name, await reads.HostNamesAsync(cancellationToken));

    private static RpcException NoHost(string name, IReadOnlyList<string> known)
    {
        var help =
            known.Count == 0 ? " No host has joined yet: fleet token create shows how"
            : NearestName.To(name, known) is { } nearest ? $" Did you mean {nearest}?"
            : " See fleet hosts";
        return new(new(StatusCode.NotFound, $"no host is named {name}.{help}"));
    }

    private static RpcException Refuse(string why) => new(new(StatusCode.InvalidArgument, why));
}
