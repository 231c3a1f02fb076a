using Fleet.Controller.Judging;

namespace Fleet.Controller.Notifications.Planning;

/// <summary>A step in a topic's life that somebody may have to hear of.</summary>
/// <param name="Ref">The topic.</param>
/// <param name="Kind">What happened.</param>
public sealed record News(string Ref, RegressionEventKind Kind)
{
    /// <summary>Steps that make something news; the others only change what is known of it.</summary>
    public bool IsTold =>
        Kind
            is RegressionEventKind.Opened
                or RegressionEventKind.Reopened
                or RegressionEventKind.Changed
                or RegressionEventKind.Expired
                or RegressionEventKind.Unsilenced
                or RegressionEventKind.Unacknowledged;

    /// <summary>Whoever was told of it before is told anew.</summary>
    public bool IsTellingAgain =>
        Kind is RegressionEventKind.Changed or RegressionEventKind.Expired;
}
