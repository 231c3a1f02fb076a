namespace Fleet.Controller.Judging;

/// <summary>Where a regression stands in its life.</summary>
public enum RegressionState
{
    Unspecified = 0,

    /// <summary>Nobody has taken it up.</summary>
    Open = 1,

    /// <summary>Somebody, or the policy, says that the new value is right: for a time or for good.</summary>
    Accepted = 2,

    /// <summary>Good again, seen by a newer observation.</summary>
    Resolved = 3,

    /// <summary>Just seen: what belongs to it may still be on its way.</summary>
    New = 4,

    /// <summary>Somebody has taken it up.</summary>
    Acknowledged = 5,

    /// <summary>Open, and a silence keeps it quiet.</summary>
    Silenced = 6,

    /// <summary>Open, having been resolved before.</summary>
    Regressed = 7,
}

/// <summary>A step in a regression's life, as notes, notifications and watchers tell it.</summary>
public enum RegressionEventKind
{
    Unspecified = 0,
    Opened,

    /// <summary>It was resolved, and came again.</summary>
    Reopened,

    /// <summary>It got worse, or more came to it, while open.</summary>
    Changed,
    Acknowledged,
    Accepted,

    /// <summary>An acceptance, or a waiver, has ended.</summary>
    Expired,
    Silenced,
    Unsilenced,
    Resolved,

    /// <summary>It comes and goes: it is told once until it holds still.</summary>
    FlappingBegan,
    FlappingEnded,

    /// <summary>Somebody wrote a note.</summary>
    Noted,

    /// <summary>Who had taken it up has given it back.</summary>
    Unacknowledged,
}
