namespace Fleet.Controller.Judging.Policies;

/// <summary>Who is told of what.</summary>
public sealed record NotificationPolicy
{
    /// <summary>Nobody is told anything.</summary>
    public static NotificationPolicy None { get; } = new();
}
