using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Sending.Http;
using Fleet.Controller.Notifications.Sending.Mail;

namespace Fleet.Controller.Notifications.Sending;

/// <summary>Sends to a receiver of whatever kind.</summary>
/// <param name="secrets">What the policy keeps in files.</param>
/// <param name="time">The controller's clock.</param>
public sealed class Channels(ISecrets secrets, TimeProvider time) : IReceiverChannel
{
    private readonly WebhookChannel _webhook = new(secrets, time);
    private readonly SlackChannel _slack = new(secrets);
    private readonly AlertmanagerChannel _alertmanager = new();
    private readonly MailChannel _mail = new(secrets, time);

    public Task<DeliveryOutcome> SendAsync(
        Delivery delivery,
        CancellationToken cancellationToken
    ) =>
        delivery.Receiver.Address switch
        {
            ReceiverAddress.Webhook => _webhook.SendAsync(delivery, cancellationToken),
            ReceiverAddress.Slack => _slack.SendAsync(delivery, cancellationToken),
            ReceiverAddress.Alertmanager => _alertmanager.SendAsync(delivery, cancellationToken),
            _ => _mail.SendAsync(delivery, cancellationToken),
        };
}
