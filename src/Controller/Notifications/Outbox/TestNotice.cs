using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Messages;
using Fleet.Controller.Notifications.Sending;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>Sends a message because somebody wants to know whether it arrives: one try, now, beside the queue.</summary>
/// <param name="store">Keeps it too.</param>
/// <param name="channel">Makes one try.</param>
/// <param name="time">The controller's clock.</param>
public sealed class TestNotice(OutboxStore store, IReceiverChannel channel, TimeProvider time)
{
    /// <summary>What the receiver answered, or exactly what went wrong.</summary>
    public async Task<(long Id, DeliveryOutcome Outcome)> SendAsync(
        Receiver receiver,
        string by,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var message = new NoticeMessage
        {
            Kind = NotificationKind.Test,
            Summary = $"Fleet's notifications reach {receiver.Name}: a test by {by}",
            Severity = Checks.Judging.Severity.Info,
            Rule = "fleet.test",
            Since = now,
            At = now,
            Hosts = [new NoticeHost("fleet", now, IsOver: false, "")],
            HoldsUntil = now + TimeSpan.FromMinutes(5),
        };
        var id = await store.AddTestAsync(receiver.Name, message, by, cancellationToken);
        var delivery = new Delivery(Delivery.IdOf(id, now), "", receiver, message);
        var outcome = await channel.SendAsync(delivery, cancellationToken);
        await (
            outcome.Kind == DeliveryKind.Delivered
                ? store.DeliveredAsync(id, time.GetUtcNow())
                : store.FailedAsync(id, outcome.Answer, next: null)
        );
        return (id, outcome);
    }
}
