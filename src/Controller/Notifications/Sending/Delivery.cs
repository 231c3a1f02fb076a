using System.Globalization;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Messages;

namespace Fleet.Controller.Notifications.Sending;

/// <summary>One message on its way to one receiver.</summary>
/// <param name="Id">The same at every try: by it a receiver knows that it has the message already.</param>
/// <param name="Group">What it belongs to, for receivers that show what belongs together; empty: nothing.</param>
/// <param name="Receiver">To whom.</param>
/// <param name="Message">What.</param>
public sealed record Delivery(string Id, string Group, Receiver Receiver, NoticeMessage Message)
{
    /// <summary>The id of a message by its row: unlike any other, also where a database was made anew.</summary>
    public static string IdOf(long row, DateTimeOffset createdAt) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"fleet-{row}-{createdAt.ToUnixTimeMilliseconds():x}"
        );
}

/// <summary>What became of a try.</summary>
/// <param name="Kind">Whether it arrived.</param>
/// <param name="Answer">The receiver's words, or exactly why it did not arrive; one line, may be the receiver's text: raw.</param>
public sealed record DeliveryOutcome(DeliveryKind Kind, string Answer)
{
    /// <summary>When the receiver asked to be spoken to again; null: it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static DeliveryOutcome Delivered(string answer) => new(DeliveryKind.Delivered, answer);

    public static DeliveryOutcome Refused(string answer) => new(DeliveryKind.Refused, answer);

    public static DeliveryOutcome Failed(string answer) => new(DeliveryKind.Failed, answer);
}

public enum DeliveryKind
{
    Unspecified = 0,
    Delivered,

    /// <summary>The receiver is there and does not want this: asking again at once is no use.</summary>
    Refused,

    /// <summary>The receiver could not be reached, or is in trouble.</summary>
    Failed,
}

/// <summary>One kind of receiver.</summary>
public interface IReceiverChannel
{
    /// <summary>Sends once. Expected failures are outcomes; a connection that breaks may throw.</summary>
    Task<DeliveryOutcome> SendAsync(Delivery delivery, CancellationToken cancellationToken);
}
