using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet notify test --json</c> prints.</summary>
public sealed record TestedReceiversJson(
    int SchemaVersion,
    IReadOnlyList<TestedReceiverJson> Receivers
)
{
    public static TestedReceiversJson From(TestReceiversReply reply) =>
        new(
            FleetJson.SchemaVersion,
            [
                .. reply.Receivers.Select(one => new TestedReceiverJson(
                    one.Name,
                    one.Delivered,
                    one.Answer,
                    one.NoticeId
                )),
            ]
        );
}

/// <summary>A receiver's answer, or exactly why it gave none.</summary>
public sealed record TestedReceiverJson(string Name, bool Delivered, string Answer, long Id);

/// <summary>What <c>fleet notify list --json</c> prints.</summary>
public sealed record NoticesJson(int SchemaVersion, IReadOnlyList<NoticeJson> Notifications)
{
    public static NoticesJson From(ListNoticesReply reply) =>
        new(FleetJson.SchemaVersion, [.. reply.Notices.Select(NoticeJson.From)]);
}

/// <summary>What <c>fleet notify retry --json</c> prints.</summary>
public sealed record RetriedNoticeJson(int SchemaVersion, NoticeJson Notification);

/// <summary>A message and what became of it.</summary>
public sealed record NoticeJson(
    long Id,
    string NotificationId,
    string Receiver,
    string Kind,
    string Title,
    DateTimeOffset? CreatedAt,
    int Tries,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? NextTryAt,
    string Problem,
    long? Regression
)
{
    public static NoticeJson From(Notice notice) =>
        new(
            notice.Id,
            notice.NotificationId,
            notice.Receiver,
            notice.Kind.ToString().ToLowerInvariant(),
            notice.Title,
            notice.CreatedAt?.ToDateTimeOffset(),
            notice.Tries,
            notice.DeliveredAt?.ToDateTimeOffset(),
            notice.NextTryAt?.ToDateTimeOffset(),
            notice.Problem,
            notice.RegressionId == 0 ? null : notice.RegressionId
        );
}
