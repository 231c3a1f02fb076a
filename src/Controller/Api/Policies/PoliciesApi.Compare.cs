using Fleet.Controller.Api.Operating;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Policies;

public sealed partial class PoliciesApi
{
    public override async Task<CheckPolicyReply> CheckPolicy(
        CheckPolicyRequest request,
        ServerCallContext context
    )
    {
        var reading = Read(request.Policy);
        if (reading.Policy is null)
        {
            return new() { Errors = { PolicyMessages.Of(reading.Errors) } };
        }

        var known = await _view.HostsAsync(context);
        var warnings = PolicyWarnings.Of(
            reading.Policy,
            [.. known.Select(PolicyMessages.Identity)],
            time.GetUtcNow()
        );
        return new() { Warnings = { PolicyMessages.Of(warnings) } };
    }

    public override async Task<PolicyDifference> DiffPolicy(
        DiffPolicyRequest request,
        ServerCallContext context
    )
    {
        RequireWholeFleet(context);
        var reading = Read(request.Policy);
        if (reading.Policy is null)
        {
            return new() { Errors = { PolicyMessages.Of(reading.Errors) } };
        }

        var catalog = book.InForce.Catalog;
        var comparison = new PolicyComparison(
            hosts,
            new PolicyInForce(catalog, book.InForce.Policy),
            new PolicyInForce(catalog, reading.Policy),
            time.GetUtcNow()
        );
        var ids = await book.Store.HostIdsAsync(context.CancellationToken);
        return await comparison.OfAsync(ids, context.CancellationToken);
    }
}
