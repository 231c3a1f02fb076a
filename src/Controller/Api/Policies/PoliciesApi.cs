using System.Collections.Immutable;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Policies;

/// <summary>The RPCs about the policy. Who may call which is decided before they are reached (<see cref="CallerInterceptor"/>).</summary>
/// <param name="book">Where policies are put in force.</param>
/// <param name="hosts">What judging remembers of hosts.</param>
/// <param name="reads">The fleet.</param>
/// <param name="time">The controller's clock.</param>
/// <param name="ends">The controller ends: judging stops, and goes on at its next start.</param>
public sealed partial class PoliciesApi(
    PolicyBook book,
    IHostStore hosts,
    IFleetReads reads,
    TimeProvider time,
    CancellationToken ends
) : Fleet.V1.Policies.PoliciesBase
{
    private const int LongestReason = 1000;

    private readonly CallerView _view = new(reads);

    public override async Task<ListPoliciesReply> ListPolicies(
        ListPoliciesRequest request,
        ServerCallContext context
    )
    {
        var rows = await book.Store.ListAsync(context.CancellationToken);
        return new() { Policies = { rows.Select(PolicyMessages.Of) } };
    }

    public override async Task<StoredPolicy> ExportPolicy(
        ExportPolicyRequest request,
        ServerCallContext context
    )
    {
        RequireWholeFleet(context);
        var version = request.Version == 0 ? book.InForce.Policy.Version : request.Version;
        if (version == 0)
        {
            return PolicyMessages.BuiltIn;
        }

        return await book.Store.FindAsync(version, context.CancellationToken) is { } row
            ? PolicyMessages.Of(row)
            : throw Refusal.NotFound(
                $"there is no version {version} of the policy; the newest is {book.InForce.Policy.Version}: see fleet policy list"
            );
    }

    /// <summary>The policy that somebody sent, or what is wrong with it.</summary>
    private PolicyReading Read(PolicyText? sent)
    {
        if (sent is null || sent.Text.Length == 0)
        {
            throw Refusal.Invalid("a policy's text is missing");
        }

        return book.Read(sent.File.Length == 0 ? "policy.yaml" : sent.File, sent.Text);
    }

    private static void RequireWholeFleet(ServerCallContext context)
    {
        if (Actor.OperatorOf(context) is { Scope: { IsEmpty: false } scope })
        {
            throw new RpcException(
                new(
                    StatusCode.PermissionDenied,
                    $"a policy speaks of every host, and this token only of those with {Labels(scope)}: use one without a scope"
                )
            );
        }
    }

    private static string Labels(ImmutableSortedDictionary<string, string> scope) =>
        string.Join(", ", scope.Select(label => $"{label.Key}={label.Value}"));
}
