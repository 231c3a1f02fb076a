namespace Fleet.Controller.Ingest;

/// <summary>How streams are held.</summary>
public sealed record IngestOptions
{
    /// <summary>How often each side says that it is there; 1 s to 10 min, default 20 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The most records of one agent that wait for their commit; 1 to 10000, default 500.</summary>
    public int WindowRecords { get; init; } = 500;

    /// <summary>How long after a start of the controller silence counts against nobody; default 1 min.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a new stream may take to its first word; default 10 s.</summary>
    public TimeSpan HelloDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long agents stay away when the controller drains: each takes a moment of its own within this; default 5 s.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(5);
}
