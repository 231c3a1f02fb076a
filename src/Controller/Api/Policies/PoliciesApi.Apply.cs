using System.Threading.Channels;
using Fleet.Controller.Api.Callers;
using Fleet.Controller.Api.Operating;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Api.Policies;

public sealed partial class PoliciesApi
{
    public override async Task ApplyPolicy(
        ApplyPolicyRequest request,
        IServerStreamWriter<ApplyPolicyReply> responseStream,
        ServerCallContext context
    )
    {
        RequireWholeFleet(context);
        RequireReason(request.Reason);
        // Before anything else: who comes at the same time and finds the same version is told when the other was first.
        var expected = request.HasExpectVersion
            ? request.ExpectVersion
            : book.InForce.Policy.Version;
        var reading = Read(request.Policy);
        if (reading.Policy is null)
        {
            var refused = new PolicyRefused { Errors = { PolicyMessages.Of(reading.Errors) } };
            await responseStream.WriteAsync(new() { Refused = refused }, context.CancellationToken);
            return;
        }

        var applied = await ApplyAsync(
            reading,
            Row(request, context),
            expected,
            progress => responseStream.WriteAsync(progress, context.CancellationToken),
            context.CancellationToken
        );
        await responseStream.WriteAsync(new() { Applied = applied }, context.CancellationToken);
    }

    private async Task<PolicyApplied> ApplyAsync(
        PolicyReading reading,
        PolicyRow row,
        long expected,
        Func<ApplyPolicyReply, Task> tell,
        CancellationToken cancellationToken
    )
    {
        if (
            await book.Store.NewestAsync(cancellationToken) is { } newest
            && newest.Id == expected
            && string.Equals(newest.Text, row.Text, StringComparison.Ordinal)
        )
        {
            return new() { Policy = WithoutText(newest), Unchanged = true };
        }

        var put = await book.PutAsync(reading.Policy!, row, expected, cancellationToken);
        if (put is null)
        {
            throw await ConflictAsync(expected, cancellationToken);
        }

        var judged = await JudgeAsync(put.Version, tell);
        var stored = await book.Store.FindAsync(put.Version, ends);
        return new()
        {
            Policy = WithoutText(stored!),
            Hosts = judged.Hosts,
            NotJudged = { judged.Left.Select(host => $"host {host}") },
            Milliseconds = (long)judged.Took.TotalMilliseconds,
        };
    }

    /// <summary>Judges the fleet; goes on when the caller goes away, who then is told nothing more.</summary>
    private async Task<FleetJudged> JudgeAsync(long version, Func<ApplyPolicyReply, Task> tell)
    {
        var told = Channel.CreateBounded<JudgingProgress>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        var judging = book.JudgeFleetAsync(
            (done, hosts) =>
                told.Writer.TryWrite(
                    new()
                    {
                        Version = version,
                        HostsDone = done,
                        Hosts = hosts,
                    }
                ),
            ends
        );
        _ = judging.ContinueWith(
            _ => told.Writer.TryComplete(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        await foreach (var progress in told.Reader.ReadAllAsync(CancellationToken.None))
        {
            await tell(new() { Progress = progress });
        }

        return await judging;
    }

    private async Task<RpcException> ConflictAsync(
        long expected,
        CancellationToken cancellationToken
    )
    {
        var newest = await book.Store.NewestAsync(cancellationToken);
        var inForce = newest is null
            ? "the built-in policy is in force"
            : $"version {newest.Id} is in force, applied by {newest.By} at {newest.AppliedAt:yyyy-MM-dd HH:mm}Z: \"{newest.Reason}\"";
        return new RpcException(
            new(
                StatusCode.FailedPrecondition,
                $"nothing was changed: expected version {expected}, but {inForce}; look with fleet policy diff, then apply with --expect-version {newest?.Id ?? 0}"
            )
        );
    }

    private PolicyRow Row(ApplyPolicyRequest request, ServerCallContext context) =>
        new()
        {
            AppliedAt = time.GetUtcNow(),
            By = Actor.Of(context),
            Reason = request.Reason.Trim(),
            File = request.Policy.File,
            Text = request.Policy.Text,
        };

    private static void RequireReason(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Any(char.IsControl))
        {
            throw Refusal.Invalid("a policy needs a reason, in one line: --reason \"...\"");
        }

        if (reason.Length > LongestReason)
        {
            throw Refusal.Invalid($"a reason has at most {LongestReason} characters");
        }
    }

    private static StoredPolicy WithoutText(PolicyRow row)
    {
        var message = PolicyMessages.Of(row);
        message.Text = "";
        return message;
    }
}
