namespace Fleet.Controller.Ingest.Links;

/// <summary>What silence means. Pure.</summary>
internal static class LinkRules
{
    /// <summary>Missing heartbeats after which a host is late.</summary>
    public const int LateAfter = 2;

    /// <summary>Missing heartbeats after which it is offline.</summary>
    public const int OfflineAfter = 3;

    /// <summary>The state of a host that was connected, and since when silence made it so; null: it is not silent.</summary>
    public static (LinkState State, DateTimeOffset Since)? Silence(
        DateTimeOffset heardAt,
        TimeSpan heartbeat,
        DateTimeOffset now
    )
    {
        var offline = heardAt + (heartbeat * OfflineAfter);
        if (now >= offline)
        {
            return (LinkState.Offline, offline);
        }

        var late = heardAt + (heartbeat * LateAfter);
        return now >= late ? (LinkState.Late, late) : null;
    }
}
