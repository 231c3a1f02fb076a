using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Messages;

namespace Fleet.Controller.Notifications.Sending.Http;

/// <summary>A Slack incoming webhook, or whatever takes the same (Mattermost, Rocket.Chat).</summary>
internal sealed class SlackChannel(ISecrets secrets) : IReceiverChannel
{
    public Task<DeliveryOutcome> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var slack = (ReceiverAddress.Slack)delivery.Receiver.Address;
        if ((slack.Url ?? InFile(slack.UrlFile)) is not { } url)
        {
            return Task.FromResult(
                DeliveryOutcome.Refused($"{slack.UrlFile} holds no web address")
            );
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(
            SlackBody.Of(delivery.Message),
            HttpJson.Default.SlackBody
        );
        return HttpTry.PostAsync(
            delivery,
            url,
            body,
            new Dictionary<string, string>(StringComparer.Ordinal),
            cancellationToken
        );
    }

    private Uri? InFile(string path) =>
        Uri.TryCreate(secrets.Read(path), UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : null;
}

/// <param name="Text">With Slack's marks.</param>
/// <param name="LinkNames">Names are not looked for in it.</param>
internal sealed partial record SlackBody(
    string Text,
    [property: JsonPropertyName("link_names")] bool LinkNames
)
{
    private const int MostText = 3500;

    public static SlackBody Of(NoticeMessage message)
    {
        var lines = string.Join('\n', NoticeText.Lines(message).Select(Escape));
        var text = lines.Length > MostText ? $"{lines[..MostText]}…" : lines;
        return new($"*{Escape(NoticeText.Title(message)).Replace('*', '∗')}*\n```{text}```", false);
    }

    /// <summary>
    /// Text from hosts shows as it is and does nothing: the three letters that begin Slack's marks, the fence of a block, and names that call everybody together
    /// (Mattermost reads those without a mark).
    /// </summary>
    public static string Escape(string text) =>
        Everybody()
            .Replace(
                text.Replace("&", "&amp;", StringComparison.Ordinal)
                    .Replace("<", "&lt;", StringComparison.Ordinal)
                    .Replace(">", "&gt;", StringComparison.Ordinal)
                    .Replace('`', 'ˋ'),
                "@\u200b${word}"
            );

    [GeneratedRegex(
        "@(?<word>channel|here|everyone|all|group)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Everybody();
}
