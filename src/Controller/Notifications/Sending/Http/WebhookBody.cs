using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Controller.Notifications.Messages;

namespace Fleet.Controller.Notifications.Sending.Http;

/// <summary>What a webhook is sent (<c>docs/notifications.md</c>).</summary>
/// <param name="SchemaVersion">Grows only when a reader of the earlier form would be misled.</param>
/// <param name="Id">The same at every try.</param>
/// <param name="Receiver">Its name in the policy.</param>
/// <param name="Title">All in one line.</param>
/// <param name="Text">All in words, a line each.</param>
/// <param name="Notification">The parts.</param>
internal sealed record WebhookBody(
    int SchemaVersion,
    string Id,
    string Receiver,
    string Title,
    IReadOnlyList<string> Text,
    NoticeMessage Notification
)
{
    public static byte[] Write(Delivery delivery) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new WebhookBody(
                1,
                delivery.Id,
                delivery.Receiver.Name,
                NoticeText.Title(delivery.Message),
                [.. NoticeText.Lines(delivery.Message)],
                delivery.Message
            ),
            HttpJson.Default.WebhookBody
        );
}

/// <summary>Bodies of requests.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(SlackBody))]
[JsonSerializable(typeof(IReadOnlyList<Alert>))]
internal sealed partial class HttpJson : JsonSerializerContext;
