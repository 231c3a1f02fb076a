using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging;

/// <summary>
/// All that judging one host needs to remember between records: immutable, rebuilt from storage, advanced by pure functions. What is stored is exactly what stands here, so that a restart loses nothing.
/// </summary>
public sealed record HostState
{
    /// <summary>The host's row id.</summary>
    public required int HostId { get; init; }

    public required string Name { get; init; }

    /// <summary>From join tokens and operators.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What a policy tells it by.</summary>
    public HostIdentity Identity => new(Name, Labels);

    /// <summary>Where in the host's spool the controller stands.</summary>
    public required SpoolPosition Spool { get; init; }

    /// <summary>By check id.</summary>
    public ImmutableDictionary<string, CheckRun> Checks { get; init; } =
        ImmutableDictionary<string, CheckRun>.Empty;

    /// <summary>The current outcome of every rule and subject, the last certain one kept where the newest is unknown.</summary>
    public ImmutableDictionary<FindingKey, FindingSpan> Findings { get; init; } =
        ImmutableDictionary<FindingKey, FindingSpan>.Empty;

    /// <summary>The accepted value of every watched fact, by key. A key that was seen absent under certain coverage has no entry.</summary>
    public ImmutableDictionary<string, Baseline> Baselines { get; init; } =
        ImmutableDictionary<string, Baseline>.Empty;

    /// <summary>Regressions that are not resolved, and those resolved lately: should one come again it is the same.</summary>
    public ImmutableDictionary<RegressionKey, RegressionEntry> Regressions { get; init; } =
        ImmutableDictionary<RegressionKey, RegressionEntry>.Empty;

    /// <summary>The regression under a key, where there is one that is not resolved.</summary>
    public RegressionEntry? Live(RegressionKey key) =>
        Regressions.GetValueOrDefault(key) is { State: not RegressionState.Resolved } entry
            ? entry
            : null;

    /// <summary>Event buckets of the last <see cref="JudgeInput.EventWindow"/>, merged by start.</summary>
    public ImmutableArray<EventBucket> Events { get; init; } = [];

    /// <summary>The newest value of each sample.</summary>
    public ImmutableDictionary<string, double> Samples { get; init; } =
        ImmutableDictionary<string, double>.Empty;

    /// <summary>The newest documents by name.</summary>
    public ImmutableDictionary<string, Document> Documents { get; init; } =
        ImmutableDictionary<string, Document>.Empty;

    /// <summary>What rules answered last: nothing that must be remembered, only what need not be asked again.</summary>
    public RuleMemory Memory { get; init; } = new();
}

/// <summary>Where the controller stands in one spool.</summary>
/// <param name="SpoolId">Which spool; empty: none yet.</param>
/// <param name="Epoch">The epoch the controller gave it; a new spool gets the next.</param>
/// <param name="NextSeq">The first record not applied yet. Saved in the same commit as what the records before it changed.</param>
/// <param name="LastAt">The time given to the newest applied record: times of one host never run backwards.</param>
/// <param name="CatchUpTo">Until this record the host is catching up: transitions are stored with their own times and are not news.</param>
public sealed record SpoolPosition(
    string SpoolId,
    ulong Epoch,
    ulong NextSeq,
    DateTimeOffset LastAt,
    ulong CatchUpTo
)
{
    public static SpoolPosition None { get; } = new("", 0, 1, DateTimeOffset.MinValue, 0);
}

/// <summary>What is known from one check.</summary>
/// <param name="Facts">Facts under the newest coverage. Its facts that are not stale are the newest observation's: the base of the next delta.</param>
/// <param name="LastSeq">The record of the newest run in the current spool; 0: none in this spool, so a delta has no base.</param>
/// <param name="LastRunAt">When it last ran.</param>
/// <param name="Runs">How many runs were seen.</param>
/// <param name="DocumentNames">The documents it reported last, by name, sorted; their bodies stand in <see cref="HostState.Documents"/>.</param>
public sealed record CheckRun(
    CheckFacts Facts,
    ulong LastSeq,
    DateTimeOffset LastRunAt,
    long Runs,
    ImmutableArray<string> DocumentNames
);

/// <summary>One rule on one subject.</summary>
public readonly record struct FindingKey(string Rule, string Subject);

/// <summary>An outcome and since when.</summary>
/// <param name="Finding">The newest finding.</param>
/// <param name="LastCertain">The newest outcome that was neither unknown nor not applicable; unspecified: none yet.</param>
/// <param name="Since">When <see cref="Finding"/>'s outcome began.</param>
/// <param name="SinceSeq">The record that began it.</param>
public sealed record FindingSpan(
    Finding Finding,
    Outcome LastCertain,
    DateTimeOffset Since,
    ulong SinceSeq
)
{
    /// <summary>Why it is waived; empty: it is not.</summary>
    public string WaivedReason { get; init; } = "";

    /// <summary>When that waiver ends.</summary>
    public DateTimeOffset? WaivedUntil { get; init; }
}

/// <summary>The accepted value of a watched fact.</summary>
/// <param name="Value">The value; null: its absence is what is accepted.</param>
/// <param name="By">Who accepted it; empty: adopted at enrolment or with a new version.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">When the acceptance ends; null: never.</param>
public sealed record Baseline(string? Value, string By, string Reason, DateTimeOffset? Until);

/// <summary>What kind of thing went wrong.</summary>
public enum RegressionKind
{
    Unspecified = 0,

    /// <summary>A rule's outcome worsened on a subject that had passed.</summary>
    Rule,

    /// <summary>A watched fact left its baseline.</summary>
    Drift,
}

/// <summary>What a regression is about; unique among a host's regressions that are not resolved.</summary>
/// <param name="Kind">Rule or drift.</param>
/// <param name="Rule">The rule's id; empty for drift.</param>
/// <param name="Subject">The rule's subject, or the fact key.</param>
public readonly record struct RegressionKey(RegressionKind Kind, string Rule, string Subject);

/// <summary>A regression.</summary>
public sealed record RegressionEntry
{
    public required RegressionKey Key { get; init; }

    public required RegressionState State { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The check whose observation opened it.</summary>
    public required string Check { get; init; }

    /// <summary>What is the case now, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The good value or summary before.</summary>
    public required string Before { get; init; }

    public required string After { get; init; }

    public ImmutableArray<string> Remedy { get; init; } = [];

    /// <summary>The fact changes behind it.</summary>
    public ImmutableArray<FactChange> Changes { get; init; } = [];

    public required DateTimeOffset OpenedAt { get; init; }

    public required ulong OpenedSeq { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The regression this one is a consequence of; null: it stands by itself.</summary>
    public RegressionKey? CausedBy { get; init; }

    /// <summary>True once the cause is resolved: stays attached until its own check has been seen again.</summary>
    public bool CauseResolved { get; init; }

    /// <summary>True where it opened while the host was catching up: history, not news.</summary>
    public bool Late { get; init; }

    public string AcceptedBy { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTimeOffset? AcceptedUntil { get; init; }

    /// <summary>When it opened lately, oldest first: what flapping is told by.</summary>
    public ImmutableArray<DateTimeOffset> LatelyOpened { get; init; } = [];

    /// <summary>How often it opened.</summary>
    public int Openings { get; init; } = 1;

    /// <summary>Since when it comes and goes; null: it does not.</summary>
    public DateTimeOffset? FlappingSince { get; init; }

    public string AcknowledgedBy { get; init; } = "";

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>The silence that keeps it quiet; empty: none does.</summary>
    public string SilencedBy { get; init; } = "";

    /// <summary>When the last good observation was made; null: not known.</summary>
    public DateTimeOffset? LastGoodAt { get; init; }

    /// <summary>Who gained and lost access with it, as JSON (<see cref="Impacts.ImpactJson"/>); empty: not looked at, or nobody.</summary>
    public string Impact { get; init; } = "";

    /// <summary>False: judging has forgotten it; should it come again that is another one.</summary>
    public bool IsRemembered { get; init; } = true;

    /// <summary>It needs somebody: neither resolved nor accepted.</summary>
    public bool IsOpen => State is not (RegressionState.Accepted or RegressionState.Resolved);
}

/// <summary>How a fact changed.</summary>
public enum FactChangeKind
{
    Unspecified = 0,
    Set,
    Removed,

    /// <summary>It could no longer be read: its last value is kept, stale.</summary>
    Unreadable,
}

/// <summary>One change of one fact: history.</summary>
/// <param name="Key">The fact key.</param>
/// <param name="Kind">Set, removed or unreadable.</param>
/// <param name="Before">The value before; null: it was not there.</param>
/// <param name="After">The value after; null for removed and unreadable.</param>
/// <param name="Source">Where the new value was read.</param>
/// <param name="Seq">The record that brought it.</param>
/// <param name="At">When the host saw it.</param>
/// <param name="ReceivedAt">When the controller heard of it.</param>
public sealed record FactChange(
    string Key,
    FactChangeKind Kind,
    string? Before,
    string? After,
    string? Source,
    ulong Seq,
    DateTimeOffset At,
    DateTimeOffset ReceivedAt
);
