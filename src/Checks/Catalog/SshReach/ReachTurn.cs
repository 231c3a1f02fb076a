using Fleet.Checks.Probe;

namespace Fleet.Checks.Catalog.SshReach;

/// <summary>Whose turn it is: a target's vantage points share its interval, each with an offset of its own.</summary>
public static class ReachTurn
{
    /// <summary>True where a turn began since the last look.</summary>
    public static bool IsDue(ReachTarget target, DateTimeOffset last, DateTimeOffset now)
    {
        var interval =
            target.Interval > ReachBook.ShortestInterval
                ? target.Interval
                : ReachBook.ShortestInterval;

        // A look in the future was made before the clock was set back: it says nothing of when the next one is due.
        return last > now || Turn(now) > Turn(last);

        long Turn(DateTimeOffset at) => (at.UtcTicks - target.Offset.Ticks) / interval.Ticks;
    }
}
