using Fleet.Controller.Api.Callers;
using Fleet.Controller.Judging.Live;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Operating;

/// <content>The lives of regressions.</content>
public sealed partial class OperatorsApi
{
    public override async Task<ListRegressionsReply> ListRegressions(
        ListRegressionsRequest request,
        ServerCallContext context
    )
    {
        await RequireHostAsync(context, request.Host);
        var some = await Reads(context)
            .RegressionsAsync(
                request.Host,
                request.All || request.States.Count > 0,
                request.Consequences,
                context.CancellationToken
            );
        return new()
        {
            Regressions =
            {
                some.Where(each =>
                    request.States.Count == 0 || request.States.Contains(each.State)
                ),
            },
        };
    }

    public override async Task<RegressionStory> GetRegression(
        GetRegressionRequest request,
        ServerCallContext context
    ) =>
        await Reads(context).RegressionAsync(request.Id, context.CancellationToken)
        ?? throw Refusal.NotFound(
            $"there is no regression #{request.Id}: see fleet regressions --all"
        );

    public override Task<RegressionsChanged> AcceptRegression(
        AcceptRegressionRequest request,
        ServerCallContext context
    )
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            throw Refuse("an acceptance needs a reason");
        }

        var until = request.Until?.ToDateTimeOffset();
        return until <= time.GetUtcNow()
            ? throw Refuse($"an acceptance ends in the future, not at {until:yyyy-MM-dd}")
            : ActAsync(
                request.Id,
                request.Hosts,
                new RegressionAct.Accept(request.Reason, until),
                context
            );
    }

    public override Task<RegressionsChanged> AcknowledgeRegression(
        AcknowledgeRegressionRequest request,
        ServerCallContext context
    ) =>
        ActAsync(
            request.Id,
            request.Hosts,
            request.Back
                ? new RegressionAct.Unacknowledge()
                : new RegressionAct.Acknowledge(request.Note),
            context
        );

    public override Task<RegressionsChanged> NoteRegression(
        NoteRegressionRequest request,
        ServerCallContext context
    ) =>
        string.IsNullOrWhiteSpace(request.Text)
            ? throw Refuse("a note needs a text")
            : ActAsync(request.Id, request.Hosts, new RegressionAct.Note(request.Text), context);

    /// <summary>Does it to those of the group that the caller sees and names.</summary>
    private async Task<RegressionsChanged> ActAsync(
        long id,
        IReadOnlyCollection<string> hosts,
        RegressionAct act,
        ServerCallContext context
    )
    {
        var story =
            await Reads(context).RegressionAsync(id, context.CancellationToken)
            ?? throw NoRegression(id);
        var known = story.Regressions.Select(each => each.Host).ToHashSet(StringComparer.Ordinal);
        if (hosts.FirstOrDefault(host => !known.Contains(host)) is { } other)
        {
            throw Refuse(
                $"regression #{id} is not on {other}: it is on {string.Join(", ", known.Order(StringComparer.Ordinal))}"
            );
        }

        var changed = await acts.ActAsync(
            [
                .. story
                    .Regressions.Where(each => hosts.Count == 0 || hosts.Contains(each.Host))
                    .Select(each => each.Id),
            ],
            act,
            Actor.Of(context),
            context.CancellationToken
        );
        return changed.Count == 0 ? throw NoRegression(id) : new() { Regressions = { changed } };
    }

    private static RpcException NoRegression(long id) =>
        Refusal.NotFound($"there is no regression #{id} that is open: see fleet regressions");
}
