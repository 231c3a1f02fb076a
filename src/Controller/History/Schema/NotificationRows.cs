using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>What is told as one: regressions alike, to one receiver.</summary>
[Table("notification_group")]
[Index(nameof(NextAt))]
public sealed class NotificationGroupRow
{
    public long Id { get; init; }

    /// <summary>What makes its members alike.</summary>
    public required string Key { get; init; }

    public required string Receiver { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null: it has open members.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When its receiver hears of it next; null: never again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>How often its receiver was told.</summary>
    public int Told { get; init; }

    /// <summary>Escalation steps taken.</summary>
    public int Escalated { get; init; }

    /// <summary>Regression ids and the state last told of each: JSON.</summary>
    public required string Members { get; init; }
}

/// <summary>A message on its way to a receiver: the outbox.</summary>
[Table("notification")]
[Index(nameof(Receiver), nameof(NextTryAt))]
[Index(nameof(CreatedAt))]
public sealed class NotificationRow
{
    public long Id { get; init; }

    /// <summary>Null: a test.</summary>
    public long? GroupId { get; init; }

    public required string Receiver { get; init; }

    public NotificationKind Kind { get; init; }

    /// <summary>The message, for every kind of receiver: JSON.</summary>
    public required string Message { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Tries { get; init; }

    /// <summary>Null: delivered, or given up.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Why the last try failed.</summary>
    public required string Problem { get; init; }
}
