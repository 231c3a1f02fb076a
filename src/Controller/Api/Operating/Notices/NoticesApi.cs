using Fleet.Controller.Api.Callers;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Messages;
using Fleet.Controller.Notifications.Outbox;
using Fleet.Controller.Notifications.Sending;
using Fleet.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NearestName = Fleet.Checks.Reporting.NearestName;

namespace Fleet.Controller.Api.Operating.Notices;

/// <summary>What operators ask of notifications.</summary>
/// <param name="store">The outbox.</param>
/// <param name="tests">Sends test messages.</param>
/// <param name="sending">Is told where a receiver hears again.</param>
/// <param name="policy">Who the receivers are now.</param>
/// <param name="time">The controller's clock.</param>
internal sealed class NoticesApi(
    OutboxStore store,
    TestNotice tests,
    NoticeSending sending,
    Func<NotificationPolicy> policy,
    TimeProvider time
) : V1.Notices.NoticesBase
{
    private const int UsualLimit = 50;
    private const int MostLimit = 1000;

    public override async Task<TestReceiversReply> TestReceivers(
        TestReceiversRequest request,
        ServerCallContext context
    )
    {
        RequireWhole(context);
        var by = Actor.Of(context);
        var tested = await Task.WhenAll(
            Asked(request.Receiver).Select(receiver => TestAsync(receiver, by, context))
        );
        return new() { Receivers = { tested } };
    }

    public override async Task<ListNoticesReply> ListNotices(
        ListNoticesRequest request,
        ServerCallContext context
    )
    {
        RequireWhole(context);
        var limit = request.Limit <= 0 ? UsualLimit : Math.Min(request.Limit, MostLimit);
        var rows = await store.ListAsync(request.Failed, limit, context.CancellationToken);
        return new() { Notices = { rows.Select(Message) } };
    }

    public override async Task<Notice> RetryNotice(
        RetryNoticeRequest request,
        ServerCallContext context
    )
    {
        RequireWhole(context);
        var row =
            await store.FindAsync(request.Id, context.CancellationToken)
            ?? throw Refusal.NotFound(
                $"there is no notification {request.Id}: see fleet notify list"
            );
        if (
            row.DeliveredAt is not null
            || !await store.RetryAsync(
                row.Id,
                Actor.Of(context),
                time.GetUtcNow(),
                context.CancellationToken
            )
        )
        {
            throw Refusal.Invalid($"notification {row.Id} was delivered: nothing to send again");
        }

        sending.Stir(row.Receiver);
        return Message((await store.FindAsync(row.Id, context.CancellationToken)) ?? row);
    }

    private IReadOnlyList<Receiver> Asked(string name)
    {
        var known = policy();
        if (known.Receivers.IsEmpty)
        {
            throw Refusal.Invalid(
                "the policy names no receivers: add notifications: to it (docs/notifications.md)"
            );
        }

        if (name.Length == 0)
        {
            return known.Receivers;
        }

        string[] names = [.. known.Receivers.Select(receiver => receiver.Name)];
        return known.Find(name) is { } receiver
            ? [receiver]
            : throw Refusal.NotFound(
                $"no receiver is named {name}. {(NearestName.To(name, names) is { } nearest ? $"Did you mean {nearest}?" : $"There are {string.Join(", ", names)}")}"
            );
    }

    private async Task<TestedReceiver> TestAsync(
        Receiver receiver,
        string by,
        ServerCallContext context
    )
    {
        var (id, outcome) = await tests.SendAsync(receiver, by, context.CancellationToken);
        if (outcome.Kind == DeliveryKind.Delivered)
        {
            sending.Stir(receiver.Name);
        }

        return new()
        {
            Name = receiver.Name,
            Delivered = outcome.Kind == DeliveryKind.Delivered,
            Answer = outcome.Answer,
            NoticeId = id,
        };
    }

    private static void RequireWhole(ServerCallContext context)
    {
        if (!Actor.OperatorOf(context).Scope.IsEmpty)
        {
            throw new RpcException(
                new(
                    StatusCode.PermissionDenied,
                    "notifications speak of the whole fleet, and this token sees a part of it: ask with one that has no labels"
                )
            );
        }
    }

    private static Notice Message(NotificationRow row)
    {
        var message = NoticeJson.Read(row.Message);
        return new()
        {
            Id = row.Id,
            Receiver = row.Receiver,
            Kind = (NoticeKind)(int)row.Kind,
            Title = NoticeText.Title(message),
            CreatedAt = row.CreatedAt.ToTimestamp(),
            Tries = row.Tries,
            NextTryAt = row.NextTryAt?.ToTimestamp(),
            DeliveredAt = row.DeliveredAt?.ToTimestamp(),
            Problem = row.Problem,
            RegressionId = message.Regression,
            NotificationId = Delivery.IdOf(row.Id, row.CreatedAt),
        };
    }
}
