using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Judging;

/// <summary>
/// What applying records changed, ready to be written in one commit together with <see cref="Spool"/>. Storing these and nothing else keeps storage equal to <see cref="HostState"/>.
/// </summary>
public sealed record HostChanges
{
    public required int HostId { get; init; }

    /// <summary>The position after these changes.</summary>
    public required SpoolPosition Spool { get; init; }

    /// <summary>When the controller received the records.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>History, in order.</summary>
    public ImmutableArray<FactChange> FactChanges { get; init; } = [];

    /// <summary>Facts to store as they now are (value, source or staleness changed).</summary>
    public ImmutableArray<StoredFact> Facts { get; init; } = [];

    /// <summary>Keys of facts that are gone, by check.</summary>
    public ImmutableArray<(string Check, string Key)> FactsRemoved { get; init; } = [];

    /// <summary>Checks whose run state changed; the newest of each.</summary>
    public ImmutableDictionary<string, CheckRun> Checks { get; init; } =
        ImmutableDictionary<string, CheckRun>.Empty;

    /// <summary>Documents new or changed, with the check that reports them.</summary>
    public ImmutableArray<(string Check, Document Document)> Documents { get; init; } = [];

    public ImmutableArray<string> DocumentsRemoved { get; init; } = [];

    public ImmutableArray<(DateTimeOffset At, Sample Sample)> Samples { get; init; } = [];

    /// <summary>Counts to add to those stored for the same bucket.</summary>
    public ImmutableArray<EventBucket> Events { get; init; } = [];

    public ImmutableArray<EventLine> Lines { get; init; } = [];

    /// <summary>Outcomes that began: each ends the span stored before under its key.</summary>
    public ImmutableArray<FindingSpan> Findings { get; init; } = [];

    /// <summary>Findings whose text, remedy or keys changed within the same outcome: replaces, begins no span.</summary>
    public ImmutableArray<FindingSpan> FindingsRefreshed { get; init; } = [];

    /// <summary>Subjects that no rule speaks of any more.</summary>
    public ImmutableArray<(
        FindingKey Key,
        DateTimeOffset At,
        ulong Seq
    )> FindingsEnded { get; init; } = [];

    /// <summary>Baselines to store, null to delete.</summary>
    public ImmutableDictionary<string, Baseline?> Baselines { get; init; } =
        ImmutableDictionary<string, Baseline?>.Empty;

    /// <summary>Regressions that opened or changed, each as it now is. One that is forgotten leaves <see cref="HostState.Regressions"/>, and another may follow under its key.</summary>
    public ImmutableArray<RegressionEntry> Regressions { get; init; } = [];

    /// <summary>Steps in their lives, in order.</summary>
    public ImmutableArray<RegressionEvent> RegressionEvents { get; init; } = [];

    /// <summary>Checks whose delta had no base in this spool: they must send a snapshot. Not stored.</summary>
    public ImmutableArray<string> NeedSnapshot { get; init; } = [];

    /// <summary>When the host must be judged again though nothing new came; null: time alone changes nothing.</summary>
    public DateTimeOffset? JudgeAgainAt { get; init; }

    /// <summary>True for a judging without records that found everything as it was: nothing need be stored.</summary>
    /// <param name="judgeAgainAt">When the host was to be judged again before this.</param>
    public bool IsOnlyTime(DateTimeOffset? judgeAgainAt) =>
        JudgeAgainAt == judgeAgainAt
        && FactChanges.IsEmpty
        && Facts.IsEmpty
        && FactsRemoved.IsEmpty
        && Checks.IsEmpty
        && Documents.IsEmpty
        && DocumentsRemoved.IsEmpty
        && Samples.IsEmpty
        && Events.IsEmpty
        && Lines.IsEmpty
        && Findings.IsEmpty
        && FindingsRefreshed.IsEmpty
        && FindingsEnded.IsEmpty
        && Baselines.IsEmpty
        && Regressions.IsEmpty
        && RegressionEvents.IsEmpty;
}

/// <summary>A fact as stored: with the check that reports it.</summary>
/// <param name="Check">The check.</param>
/// <param name="Held">Key, value, source and staleness.</param>
/// <param name="Seq">The record that brought this.</param>
/// <param name="Since">When this value began; null: the value is as before, only its source or staleness changed.</param>
public sealed record StoredFact(string Check, HeldFact Held, ulong Seq, DateTimeOffset? Since);
