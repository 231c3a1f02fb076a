using Fleet.Controller.Ingest;

namespace Fleet.Controller.Judging.Live;

/// <summary>Keeps what judging remembers of hosts.</summary>
public interface IHostStore
{
    /// <summary>What is stored of a host.</summary>
    /// <exception cref="KeyNotFoundException">No such host.</exception>
    Task<StoredHost> LoadAsync(int hostId, CancellationToken cancellationToken);

    /// <summary>What is stored of many hosts, in few questions; those that do not exist are left out.</summary>
    /// <param name="hostIds">In ascending order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<StoredHost>> LoadManyAsync(
        IReadOnlyList<int> hostIds,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Stores changes; completes after the commit. Commits of one host are made in the order of the calls. Once called it is not taken back.
    /// </summary>
    /// <exception cref="StaleHostException">The host is not at <see cref="HostCommit.OnVersion"/>; nothing was stored.</exception>
    Task CommitAsync(HostCommit commit);

    /// <summary>Hosts to be judged again though nothing new came, and when.</summary>
    Task<IReadOnlyList<(int HostId, DateTimeOffset At)>> ListJudgeAgainAsync(
        CancellationToken cancellationToken
    );
}

/// <summary>A host as stored.</summary>
/// <param name="State">What judging remembers.</param>
/// <param name="Version">How many commits made it.</param>
/// <param name="EpochFirstSeq">The first record of the current spool epoch.</param>
/// <param name="IsQuarantined">Two live spools are known under its identity.</param>
public sealed record StoredHost(
    HostState State,
    long Version,
    ulong EpochFirstSeq,
    bool IsQuarantined
);

/// <summary>One commit of one host.</summary>
/// <param name="Changes">What changed.</param>
/// <param name="After">What judging remembers from here on: storage holds as much.</param>
/// <param name="OnVersion">The version this was judged upon.</param>
public sealed record HostCommit(HostChanges Changes, HostState After, long OnVersion)
{
    /// <summary>A stream began; null: none did.</summary>
    public SpoolHello? Opened { get; init; }

    /// <summary>True where the host is quarantined from here on.</summary>
    public bool Quarantines { get; init; }

    /// <summary>The operator's act that this is, for the audit log; null: a host's own records.</summary>
    public OperatorAct? Act { get; init; }
}

/// <summary>What an operator did to a host.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">Such as <c>regression.accept</c>.</param>
/// <param name="Subject">To what.</param>
/// <param name="Detail">Why, and until when.</param>
public sealed record OperatorAct(string Actor, string Action, string Subject, string Detail);

/// <summary>The host moved on since it was loaded: load again, judge again.</summary>
public sealed class StaleHostException(int hostId)
    : RecordsNotTakenException($"host {hostId} was changed by another commit since it was judged");
