using System.Collections.Immutable;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.Judging.Policies;
using Fleet.V1;
using Grpc.Core;
using Silence = Fleet.V1.Silence;

namespace Fleet.Controller.Api.Operating;

/// <content>Silences that operators make.</content>
public sealed partial class OperatorsApi
{
    /// <summary>A silence is for a while; what is right for longer is accepted, or said in the policy.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(30);

    public override Task<Silence> AddSilence(AddSilenceRequest request, ServerCallContext context)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            throw Refuse("a silence needs a reason");
        }

        var lasts = request.Lasts?.ToTimeSpan() ?? TimeSpan.Zero;
        if (lasts <= TimeSpan.Zero || lasts > LongestSilence)
        {
            throw Refuse(
                "a silence lasts from a second to 30 days: a policy can silence for longer"
            );
        }

        return acts.AddSilenceAsync(
            new HostSelector(request.Host, LabelsWithin(context, request.Labels)),
            request.Rule,
            lasts,
            request.Reason,
            Actor.Of(context),
            context.CancellationToken
        );
    }

    public override async Task<ListSilencesReply> ListSilences(
        ListSilencesRequest request,
        ServerCallContext context
    )
    {
        var caller = Actor.OperatorOf(context);
        var all = await acts.SilencesAsync(context.CancellationToken);
        return new() { Silences = { all.Where(silence => caller.Sees(silence.Labels)) } };
    }

    public override async Task<Silence> EndSilence(
        EndSilenceRequest request,
        ServerCallContext context
    )
    {
        var caller = Actor.OperatorOf(context);
        var all = await acts.SilencesAsync(context.CancellationToken);
        return
            all.Any(silence => silence.Id == request.Id && caller.Sees(silence.Labels))
            && await acts.EndSilenceAsync(request.Id, caller.Name, context.CancellationToken)
                is { } ended
            ? ended
            : throw Refusal.NotFound(
                $"there is no silence {request.Id} that has not ended: see fleet silence list"
            );
    }

    /// <summary>The labels asked for, and those of the caller's scope.</summary>
    private static ImmutableSortedDictionary<string, string> LabelsWithin(
        ServerCallContext context,
        IEnumerable<string> asked
    )
    {
        var labels = LabelSelection
            .Parse(asked)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in Actor.OperatorOf(context).Scope)
        {
            if (labels.TryGetValue(key, out var other) && other != value)
            {
                throw Refuse($"{key}={other} lies outside of what you see: {key}={value}");
            }

            labels = labels.SetItem(key, value);
        }

        return labels;
    }
}
