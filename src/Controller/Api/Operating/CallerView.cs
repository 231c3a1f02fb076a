using System.Collections.Immutable;
using Fleet.Controller.Api.Callers;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <summary>The fleet as the caller of an RPC may see it, and refusals that name what is near.</summary>
public sealed class CallerView(IFleetReads reads)
{
    private static readonly ImmutableDictionary<string, string> NoLabels = ImmutableDictionary<
        string,
        string
    >.Empty;

    /// <summary>What the caller may see.</summary>
    public IFleetReads Of(ServerCallContext context) =>
        Actor.OperatorOf(context) is { Scope.IsEmpty: false } scoped
            ? new ScopedReads(reads, scoped)
            : reads;

    /// <summary>Every host that the caller sees.</summary>
    public Task<IReadOnlyList<HostSummary>> HostsAsync(ServerCallContext context) =>
        Of(context).HostsAsync(NoLabels, context.CancellationToken);

    /// <summary>The labels asked for, where some host that the caller sees has them.</summary>
    /// <exception cref="RpcException">None has, or one is no label.</exception>
    public async Task<ImmutableDictionary<string, string>> LabelsAsync(
        ServerCallContext context,
        IReadOnlyCollection<string> asked
    )
    {
        var labels = LabelSelection.Parse(asked);
        return
            labels.IsEmpty
            || await Of(context).HostsAsync(labels, context.CancellationToken) is { Count: > 0 }
            ? labels
            : throw LabelSelection.NoneHas(asked, await HostsAsync(context));
    }

    /// <summary>Refuses names that no host has which the caller sees.</summary>
    /// <exception cref="RpcException">There is no such host, or none is named.</exception>
    public async Task RequireHostAsync(
        ServerCallContext context,
        string name,
        bool required = false
    )
    {
        if (name.Length == 0 && !required)
        {
            return;
        }

        var known = await Of(context).HostNamesAsync(context.CancellationToken);
        if (!known.Contains(name, StringComparer.Ordinal))
        {
            throw Refusal.NoHost(name, known);
        }
    }

    public async Task<RpcException> NoHostAsync(ServerCallContext context, string name) =>
        Refusal.NoHost(name, await Of(context).HostNamesAsync(context.CancellationToken));
}
