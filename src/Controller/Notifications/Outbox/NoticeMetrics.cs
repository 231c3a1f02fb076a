using System.Diagnostics.Metrics;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>Figures of notifications, under the meter <c>Fleet.Controller.Notifications</c>. There are as many receivers as the policy names.</summary>
internal static class NoticeMetrics
{
    private static readonly Meter Meter = new("Fleet.Controller.Notifications");

    private static readonly Counter<long> Sent = Meter.CreateCounter<long>(
        "fleet_notifications_delivered",
        description: "messages that a receiver took"
    );

    private static readonly Counter<long> Problems = Meter.CreateCounter<long>(
        "fleet_notification_failures",
        description: "rounds of tries that a receiver did not take"
    );

    private static readonly Counter<long> Abandoned = Meter.CreateCounter<long>(
        "fleet_notifications_given_up",
        description: "messages that never arrived"
    );

    public static void Delivered(string receiver) =>
        Sent.Add(1, new KeyValuePair<string, object?>("receiver", receiver));

    public static void Failed(string receiver, bool isGivenUp)
    {
        var tag = new KeyValuePair<string, object?>("receiver", receiver);
        Problems.Add(1, tag);
        if (isGivenUp)
        {
            Abandoned.Add(1, tag);
        }
    }
}
