namespace Fleet.Controller.History.Schema;

/// <summary>How far a sweep is.</summary>
public enum SweepState
{
    Unspecified = 0,
    Running,

    /// <summary>Every host has its outcome.</summary>
    Ended,

    /// <summary>Somebody ended it before its deadline; what has no answer is unknown.</summary>
    Cancelled,
}

/// <summary>What became of one host of a sweep.</summary>
public enum SweepHostState
{
    Unspecified = 0,

    /// <summary>To be asked, or asked again.</summary>
    Waiting,

    /// <summary>It looked when asked, and was judged by that.</summary>
    Answered,

    /// <summary>It was connected and did not look in time: judged by what was known, with unknown where that is not enough.</summary>
    TimedOut,

    /// <summary>Not connected up to the deadline: every control is unknown.</summary>
    Offline,

    /// <summary>It could not be judged; the reason says why.</summary>
    Failed,
}
