using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Messages;

namespace Fleet.Controller.Notifications.Sending.Http;

/// <summary>A Prometheus Alertmanager, by its API v2: an alert for each host. It knows an alert by its labels, which are the same at every try and at the end.</summary>
internal sealed class AlertmanagerChannel : IReceiverChannel
{
    public Task<DeliveryOutcome> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var address = (ReceiverAddress.Alertmanager)delivery.Receiver.Address;
        var url = new UriBuilder(address.Url)
        {
            Path = $"{address.Url.AbsolutePath.TrimEnd('/')}/api/v2/alerts",
        }.Uri;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            Alert.Of(delivery.Message),
            HttpJson.Default.IReadOnlyListAlert
        );
        return HttpTry.PostAsync(
            delivery,
            url,
            body,
            new Dictionary<string, string>(StringComparer.Ordinal),
            cancellationToken
        );
    }
}

/// <summary>One alert, as <c>POST /api/v2/alerts</c> takes it.</summary>
internal sealed record Alert(
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt
)
{
    public static IReadOnlyList<Alert> Of(NoticeMessage message)
    {
        var title = NoticeText.Title(message);
        var text = string.Join('\n', NoticeText.Lines(message));
        return
        [
            .. Topics(message)
                .SelectMany(
                    topic => topic.Hosts,
                    (topic, host) =>
                        new Alert(
                            Labelled(topic, host.Name),
                            new Dictionary<string, string>(StringComparer.Ordinal)
                            {
                                ["summary"] = title,
                                ["description"] = text,
                            },
                            host.Since,
                            host.IsOver ? message.At : message.HoldsUntil
                        )
                ),
        ];
    }

    private static ImmutableArray<NoticeTopic> Topics(NoticeMessage message) =>
        message.Kind == NotificationKind.Test
            ? [new("FleetTest", "", message.Severity, "", "", "", 0, 1, message.Hosts)]
            : message.Topics;

    private static Dictionary<string, string> Labelled(NoticeTopic topic, string host)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = topic.Rule,
            ["host"] = host,
            ["severity"] = topic.Severity.ToString().ToLowerInvariant(),
        };
        // A label without a value is none to an Alertmanager.
        if (topic.Subject.Length > 0)
        {
            labels["subject"] = topic.Subject;
        }

        return labels;
    }
}
