using System.Collections.Immutable;

namespace Fleet.Controller.Ingest;

/// <summary>Takes the records of hosts: one host's strictly in order, many hosts at once.</summary>
public interface IHostRecords
{
    /// <summary>Says where a host's spool goes on and takes the host over from whoever held it: commits under an older fence are refused from here on.</summary>
    /// <exception cref="KeyNotFoundException">No such host.</exception>
    Task<SpoolOpening> OpenSpoolAsync(
        int hostId,
        SpoolHello hello,
        CancellationToken cancellationToken
    );

    /// <summary>Judges and stores records; completes after the commit.</summary>
    /// <param name="hostId">Whose.</param>
    /// <param name="fence">What <see cref="OpenSpoolAsync"/> gave.</param>
    /// <param name="arrivals">In seq order without holes; replays among them change nothing.</param>
    /// <param name="receivedAt">When they came.</param>
    /// <param name="cancellationToken">Ends the wait before judging; what is judged is stored.</param>
    /// <exception cref="FencedException">A newer stream holds the host.</exception>
    Task<Applied> ApplyAsync(
        int hostId,
        long fence,
        ImmutableArray<Arrival> arrivals,
        DateTimeOffset receivedAt,
        CancellationToken cancellationToken
    );
}

/// <summary>What an agent says of its spool at its first word.</summary>
/// <param name="SpoolId">Which spool.</param>
/// <param name="Epoch">The epoch it was given; 0: none yet.</param>
/// <param name="OldestSeq">The oldest record it still holds.</param>
/// <param name="NewestSeq">The newest it ever made; 0: none.</param>
/// <param name="AgentVersion">The agent's version.</param>
/// <param name="Skew">How far the host's clock is ahead of the controller's; null: it did not say.</param>
public sealed record SpoolHello(
    string SpoolId,
    ulong Epoch,
    ulong OldestSeq,
    ulong NewestSeq,
    string AgentVersion,
    TimeSpan? Skew
);

/// <summary>How a spool was received.</summary>
public abstract record SpoolOpening
{
    private SpoolOpening() { }

    /// <summary>It goes on.</summary>
    /// <param name="Epoch">Its epoch.</param>
    /// <param name="NextSeq">Send from here.</param>
    /// <param name="LastAt">The time of the newest applied record.</param>
    /// <param name="Fence">Names this hold on the host.</param>
    /// <param name="NeedsSnapshots">True where the checks' bases do not count: the spool went back to an earlier state.</param>
    public sealed record Opened(
        ulong Epoch,
        ulong NextSeq,
        DateTimeOffset LastAt,
        long Fence,
        bool NeedsSnapshots
    ) : SpoolOpening;

    /// <summary>Two live spools are known under this identity: neither is taken until the host is enrolled anew.</summary>
    public sealed record Quarantined(string Reason) : SpoolOpening;
}

/// <summary>What came of a batch.</summary>
/// <param name="NextSeq">All records before it are stored for good.</param>
/// <param name="NeedSnapshot">Checks whose records had no base.</param>
public sealed record Applied(ulong NextSeq, ImmutableArray<string> NeedSnapshot);

/// <summary>A newer stream holds the host: this one's words count no more.</summary>
public sealed class FencedException(int hostId)
    : Exception($"host {hostId}: a newer stream of the same agent has taken over");
