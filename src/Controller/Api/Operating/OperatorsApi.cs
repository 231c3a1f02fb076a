using System.Collections.Immutable;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Joining;
using Fleet.Controller.Authority.Operators;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <summary>The operators' RPCs. Who may call which is decided before they are reached (<see cref="CallerInterceptor"/>).</summary>
public sealed partial class OperatorsApi(
    IFleetReads reads,
    IFleetActs acts,
    JoinTokens tokens,
    ApiTokens apiTokens,
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
        var totals = await Reads(context).TotalsAsync(context.CancellationToken);
        return new()
        {
            Version = controller.Version,
            StartedAt = controller.StartedAt.ToTimestamp(),
            AgentAddress = controller.AgentAddress,
            RootPin = controller.RootPin,
            Hosts = totals.Hosts,
            HostsOnline = totals.Online,
            OpenRegressions = totals.OpenRegressions,
        };
    }

    public override async Task<ListHostsReply> ListHosts(
        ListHostsRequest request,
        ServerCallContext context
    )
    {
        var labels = await LabelsAsync(context, request.Labels);
        return new()
        {
            Hosts = { await Reads(context).HostsAsync(labels, context.CancellationToken) },
        };
    }

    public override async Task<HostReport> GetHost(
        GetHostRequest request,
        ServerCallContext context
    ) =>
        await Reads(context).HostAsync(request.Name, context.CancellationToken)
        ?? throw await NoHostAsync(context, request.Name);

    public override async Task<ListFactsReply> ListFacts(
        ListFactsRequest request,
        ServerCallContext context
    ) =>
        request.Key.Length == 0
            ? throw Refuse("a fact key or pattern is missing, such as sshd_config/PermitRootLogin")
            : new()
            {
                Groups =
                {
                    await Reads(context).FactsAsync(request.Key, context.CancellationToken),
                },
            };

    public override async Task<ListHistoryReply> ListHistory(
        ListHistoryRequest request,
        ServerCallContext context
    )
    {
        await RequireHostAsync(context, request.Host, required: true);
        var limit = request.Limit <= 0 ? DefaultHistory : Math.Min(request.Limit, MostHistory);
        return new()
        {
            Entries =
            {
                await Reads(context)
                    .HistoryAsync(request.Host, request.Key, limit, context.CancellationToken),
            },
        };
    }

    public override async Task RunCheck(
        RunCheckRequest request,
        IServerStreamWriter<RunCheckReply> responseStream,
        ServerCallContext context
    )
    {
        await RequireHostAsync(context, request.Host, required: true);
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
        await Reads(context).EvidenceAsync(request.Names, context.CancellationToken)
        ?? throw await NoHostAsync(context, request.Names.FirstOrDefault() ?? "");

    private readonly CallerView _view = new(reads);

    private Task<ImmutableDictionary<string, string>> LabelsAsync(
        ServerCallContext context,
        IReadOnlyCollection<string> asked
    ) => _view.LabelsAsync(context, asked);

    /// <summary>What the caller may see.</summary>
    private IFleetReads Reads(ServerCallContext context) => _view.Of(context);

    private Task RequireHostAsync(ServerCallContext context, string name, bool required = false) =>
        _view.RequireHostAsync(context, name, required);

    private Task<RpcException> NoHostAsync(ServerCallContext context, string name) =>
        _view.NoHostAsync(context, name);

    private static RpcException Refuse(string why) => Refusal.Invalid(why);
}
