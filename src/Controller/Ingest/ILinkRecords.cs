namespace Fleet.Controller.Ingest;

/// <summary>Keeps how the controller heard of hosts over time.</summary>
public interface ILinkRecords
{
    /// <summary>Ends the host's current span and begins one; the same state again changes nothing. Completes after the commit.</summary>
    Task SaveAsync(
        int hostId,
        LinkState state,
        DateTimeOffset from,
        CancellationToken cancellationToken
    );

    /// <summary>The current state of every host.</summary>
    Task<IReadOnlyList<(int HostId, LinkState State, DateTimeOffset From)>> ListAsync(
        CancellationToken cancellationToken
    );
}
