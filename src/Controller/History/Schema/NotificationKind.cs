namespace Fleet.Controller.History.Schema;

/// <summary>Why a message is sent.</summary>
public enum NotificationKind
{
    Unspecified = 0,

    /// <summary>Regressions opened.</summary>
    Opened,

    /// <summary>They are open still: the repeat interval is over.</summary>
    Reminder,

    /// <summary>Nobody acknowledged them in time.</summary>
    Escalation,

    /// <summary>All of them are resolved.</summary>
    Resolved,

    /// <summary>Somebody asked whether the receiver hears.</summary>
    Test,
}
