using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <content>Why a regression may have come.</content>
public sealed partial class OperatorsApi
{
    public override async Task<ExplainRegressionReply> ExplainRegression(
        ExplainRegressionRequest request,
        ServerCallContext context
    ) =>
        await Reads(context).ExplainAsync(request.Id, context.CancellationToken)
        ?? throw Refusal.NotFound(
            $"there is no regression #{request.Id}: see fleet regressions --all"
        );
}
