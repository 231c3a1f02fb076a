using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Sending;
using Microsoft.AspNetCore.Http;

namespace Fleet.Controller.Tests.Notifications.Sending;

public sealed class WebhookTests
{
    private readonly KnownSecrets _secrets = new() { Files = { ["/secret"] = "s3cr3t" } };

    private Channels Channels => new(_secrets, TimeProvider.System);

    [Fact]
    public async Task A_webhook_gets_signed_json_with_the_messages_id()
    {
        await using var receiver = await HttpReceiver.StartAsync();

        var outcome = await SendAsync(
            new ReceiverAddress.Webhook(new(receiver.Url, "hook"), "/secret")
        );

        Assert.Equal((DeliveryKind.Delivered, "200 OK"), (outcome.Kind, outcome.Answer));
        var got = Assert.Single(receiver.Requests);
        Assert.Equal(("/hook", "fleet-7-abc"), (got.Path, got.Id));
        var parts = got.Headers["Fleet-Signature"].Split(',');
        var expected = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes("s3cr3t"),
            Encoding.UTF8.GetBytes($"{parts[0][2..]}.{got.Body}")
        );
        Assert.Equal($"v1={Convert.ToHexStringLower(expected)}", parts[1]);
        var body = JsonNode.Parse(got.Body)!;
        Assert.Equal("fleet-7-abc", (string?)body["id"]);
        Assert.Equal("[high] root may log in with a password · 2 hosts", (string?)body["title"]);
        Assert.Equal("opened", (string?)body["notification"]!["kind"]);
        Assert.Equal("high", (string?)body["notification"]!["severity"]);
        Assert.Equal("web-2", (string?)body["notification"]!["hosts"]![1]!["name"]);
    }

    [Theory]
    [InlineData(500, DeliveryKind.Failed, "500 Internal Server Error: no room")]
    [InlineData(429, DeliveryKind.Failed, "429 Too Many Requests: no room")]
    [InlineData(404, DeliveryKind.Refused, "404 Not Found: no room")]
    public async Task What_the_receiver_says_is_what_is_told(
        int status,
        DeliveryKind kind,
        string answer
    )
    {
        await using var receiver = await HttpReceiver.StartAsync();
        receiver.Answers = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("no room");
        };

        var outcome = await SendAsync(new ReceiverAddress.Webhook(receiver.Url, ""));

        Assert.Equal((kind, answer), (outcome.Kind, outcome.Answer));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var inner = await HttpReceiver.StartAsync();
        await using var receiver = await HttpReceiver.StartAsync();
        receiver.Answers = context =>
        {
            context.Response.Redirect(inner.Url.ToString());
            return Task.CompletedTask;
        };

        var outcome = await SendAsync(new ReceiverAddress.Webhook(receiver.Url, ""));

        Assert.Equal(DeliveryKind.Refused, outcome.Kind);
        Assert.Contains("redirects are not followed", outcome.Answer, StringComparison.Ordinal);
        Assert.Empty(inner.Requests);
    }

    [Fact]
    public async Task An_address_that_the_policy_does_not_allow_is_never_connected_to()
    {
        await using var receiver = await HttpReceiver.StartAsync();

        foreach (var host in new[] { "127.0.0.1", "localhost" })
        {
            var url = new UriBuilder(receiver.Url) { Host = host }.Uri;
            var outcome = await Channels.SendAsync(
                Deliveries.To(new ReceiverAddress.Webhook(url, ""), allowed: []),
                CancellationToken.None
            );

            Assert.Equal(DeliveryKind.Refused, outcome.Kind);
            Assert.Contains("127.0.0.1 (loopback)", outcome.Answer, StringComparison.Ordinal);
        }

        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_slack_message_shows_hostile_text_and_obeys_none_of_it()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        _secrets.Files["/slack"] = receiver.Url.ToString();

        var outcome = await Channels.SendAsync(
            Deliveries.To(
                new ReceiverAddress.Slack(null, "/slack"),
                Deliveries.Message(Deliveries.Hostile)
            ),
            CancellationToken.None
        );

        Assert.Equal(DeliveryKind.Delivered, outcome.Kind);
        var text = (string)JsonNode.Parse(receiver.Requests.Single().Body)!["text"]!;
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
        Assert.DoesNotContain(">", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@channel", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("```").Length - 1);
        Assert.Contains("&lt;!channel&gt;", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alertmanager_gets_an_alert_a_host_that_begins_and_ends_under_the_same_labels()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        var address = new ReceiverAddress.Alertmanager(new(receiver.Url, "am/"));
        var message = Deliveries.Message();
        await Channels.SendAsync(Deliveries.To(address, message), CancellationToken.None);
        await Channels.SendAsync(
            Deliveries.To(
                address,
                message with
                {
                    Kind = Controller.History.Schema.NotificationKind.Resolved,
                    At = Deliveries.At.AddHours(1),
                    Topics =
                    [
                        .. message.Topics.Select(topic =>
                            topic with
                            {
                                Hosts =
                                [
                                    .. topic.Hosts.Select(host => host with { IsOver = true }),
                                ],
                            }
                        ),
                    ],
                }
            ),
            CancellationToken.None
        );

        var got = receiver.Requests.ToList();
        Assert.All(got, request => Assert.Equal("/am/api/v2/alerts", request.Path));
        Assert.Equal(3, JsonNode.Parse(got[0].Body)!.AsArray().Count);
        var (begun, over) = (JsonNode.Parse(got[0].Body)![0]!, JsonNode.Parse(got[1].Body)![0]!);
        Assert.Equal(begun["labels"]!.ToJsonString(), over["labels"]!.ToJsonString());
        Assert.Equal("web-1", (string?)begun["labels"]!["host"]);
        Assert.Equal("ssh.config/permit_root_login", (string?)begun["labels"]!["alertname"]);
        Assert.Equal(Deliveries.At, (DateTimeOffset)begun["startsAt"]!);
        Assert.Equal(Deliveries.At.AddDays(1), (DateTimeOffset)begun["endsAt"]!);
        Assert.Equal(Deliveries.At.AddHours(1), (DateTimeOffset)over["endsAt"]!);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_is_named()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        var channel = new PatientChannel(Channels, new() { QuickRetries = 0 }, TimeProvider.System);

        var outcome = await channel.SendAsync(
            Deliveries.To(new ReceiverAddress.Webhook(receiver.Url, "/gone")),
            CancellationToken.None
        );

        Assert.Contains("/gone", outcome.Answer, StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_receiver_that_fails_once_is_tried_again_under_the_same_id()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        receiver.Answers = context =>
        {
            context.Response.StatusCode = receiver.Requests.Count == 1 ? 503 : 200;
            return Task.CompletedTask;
        };
        var channel = new PatientChannel(
            Channels,
            new() { QuickDelay = TimeSpan.FromMilliseconds(1) },
            TimeProvider.System
        );

        var outcome = await channel.SendAsync(
            Deliveries.To(new ReceiverAddress.Webhook(receiver.Url, "")),
            CancellationToken.None
        );

        Assert.Equal(DeliveryKind.Delivered, outcome.Kind);
        Assert.Equal(["fleet-7-abc", "fleet-7-abc"], receiver.Requests.Select(got => got.Id));
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_given_up_after_the_limit()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        receiver.Answers = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var channel = new PatientChannel(
            Channels,
            new() { QuickRetries = 0, Try = TimeSpan.FromMilliseconds(300) },
            TimeProvider.System
        );

        var outcome = await channel.SendAsync(
            Deliveries.To(new ReceiverAddress.Webhook(receiver.Url, "")),
            CancellationToken.None
        );

        Assert.Equal(
            (DeliveryKind.Failed, "no answer within 0.3 s"),
            (outcome.Kind, outcome.Answer)
        );
    }

    private Task<DeliveryOutcome> SendAsync(ReceiverAddress address) =>
        Channels.SendAsync(Deliveries.To(address), CancellationToken.None);
}
