using System.Collections.Immutable;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <content>How hosts reach each other.</content>
public sealed partial class OperatorsApi
{
    public override async Task<ReachReport> GetReach(
        GetReachRequest request,
        ServerCallContext context
    )
    {
        foreach (var name in request.From.Prepend(request.Host))
        {
            await RequireHostAsync(context, name, required: true);
        }

        var labels = await LabelsAsync(context, request.Labels);
        // Vantage points outside of the caller's scope are neither shown nor asked.
        var seen = await Reads(context).HostNamesAsync(context.CancellationToken);
        return await acts.ReachAsync(
            request,
            labels,
            seen.ToImmutableHashSet(StringComparer.Ordinal),
            context.CancellationToken
        );
    }
}
