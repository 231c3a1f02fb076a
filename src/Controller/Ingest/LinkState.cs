namespace Fleet.Controller.Ingest;

/// <summary>How the controller hears of a host. Stored by number: only ever add at the end.</summary>
public enum LinkState
{
    Unspecified = 0,
    NeverConnected,
    Online,

    /// <summary>Two heartbeats are missing.</summary>
    Late,

    /// <summary>Three heartbeats are missing: what was known of the host is old, its outcome unknown.</summary>
    Offline,

    /// <summary>Connected, with records still to come that were made before it connected.</summary>
    CatchingUp,
    Revoked,

    /// <summary>Two live spools under one identity: a cloned machine.</summary>
    Quarantined,
}
