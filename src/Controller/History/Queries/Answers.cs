using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Queries;

/// <summary>The fleet in numbers.</summary>
/// <param name="Hosts">How many there are.</param>
/// <param name="Online">How many are heard of in time, catching up or not.</param>
/// <param name="OpenRegressions">Those attached to another left out.</param>
public sealed record FleetTotals(long Hosts, long Online, long OpenRegressions);

/// <summary>A host at a glance.</summary>
public sealed record HostSummaryAnswer
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required LinkState Link { get; init; }

    public required DateTimeOffset LinkSince { get; init; }

    /// <summary>The worst outcome of its findings; unknown for a host without word, whatever was known before.</summary>
    public required Outcome Worst { get; init; }

    /// <summary>The finding that <see cref="Worst"/> comes from; null: there is none, or the host is silent.</summary>
    public required DatedFinding? WorstFinding { get; init; }

    /// <summary>How many findings have each outcome.</summary>
    public required ImmutableDictionary<Outcome, int> Counts { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    public required string AgentVersion { get; init; }

    /// <summary>Null: never.</summary>
    public required DateTimeOffset? LastHeardAt { get; init; }

    /// <summary>Open ones that stand by themselves.</summary>
    public required int OpenRegressions { get; init; }
}

/// <summary>A finding and since when its outcome holds.</summary>
public sealed record DatedFinding(Finding Finding, DateTimeOffset Since)
{
    /// <summary>Why it is waived; empty: it is not.</summary>
    public string WaivedReason { get; init; } = "";

    public DateTimeOffset? WaivedUntil { get; init; }
}

/// <summary>All that is known of a host.</summary>
/// <param name="Summary">At a glance.</param>
/// <param name="Findings">Worst first.</param>
/// <param name="Checks">In the order of reports.</param>
/// <param name="Regressions">Those that are not resolved, newest first.</param>
public sealed record HostAnswer(
    HostSummaryAnswer Summary,
    IReadOnlyList<DatedFinding> Findings,
    IReadOnlyList<CheckAnswerRow> Checks,
    IReadOnlyList<RegressionAnswer> Regressions
);

/// <summary>How a check fares on a host.</summary>
/// <param name="Check">Its id.</param>
/// <param name="Version">Its version on the host.</param>
/// <param name="Status">How its newest run ended.</param>
/// <param name="Reason">Why that was not a plain run.</param>
/// <param name="LastRunAt">When that was.</param>
/// <param name="Brief">A few words on what it saw. Raw.</param>
/// <param name="Gaps">What it could not look at.</param>
public sealed record CheckAnswerRow(
    string Check,
    int Version,
    RunStatus Status,
    string Reason,
    DateTimeOffset LastRunAt,
    string Brief,
    ImmutableArray<Coverage> Gaps
);

/// <summary>Hosts with one answer for a key.</summary>
/// <param name="Key">The key; the pattern asked for where hosts could not look at all of it.</param>
/// <param name="State">Present, certainly absent, or unknown.</param>
/// <param name="Value">The value; for unknown the last one known, or empty.</param>
/// <param name="Reason">Why it is unknown.</param>
/// <param name="Hosts">Sorted by name.</param>
public sealed record FactGroupAnswer(
    string Key,
    ReadingState State,
    string Value,
    string Reason,
    ImmutableArray<string> Hosts
);

/// <summary>A regression with its place among others.</summary>
/// <param name="Id">Its id.</param>
/// <param name="HostId">The host's id.</param>
/// <param name="Host">The host's name.</param>
/// <param name="Entry">What it is.</param>
/// <param name="CausedBy">The regression it is a consequence of; null: it stands by itself.</param>
/// <param name="Consequences">Those attached to it.</param>
public sealed record RegressionAnswer(
    long Id,
    int HostId,
    string Host,
    RegressionEntry Entry,
    long? CausedBy,
    ImmutableArray<long> Consequences
)
{
    /// <summary>The lowest id among those that are told as one with it.</summary>
    public long Group { get; init; }

    /// <summary>How its host is heard of, and since when.</summary>
    public LinkState Link { get; init; }

    public DateTimeOffset? LinkSince { get; init; }
}

/// <summary>Regressions that are told as one, and what happened to them.</summary>
/// <param name="Regressions">By host.</param>
/// <param name="Steps">Oldest first.</param>
public sealed record RegressionStoryAnswer(
    IReadOnlyList<RegressionAnswer> Regressions,
    IReadOnlyList<RegressionStepAnswer> Steps
);

/// <summary>One step in a regression's life.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="Row">As stored.</param>
public sealed record RegressionStepAnswer(string Host, Schema.RegressionEventRow Row);

/// <summary>One thing that happened; the kinds are closed.</summary>
/// <param name="At">When the host saw it.</param>
public abstract record HistoryAnswer(DateTimeOffset At);

/// <summary>A fact changed.</summary>
public sealed record FactHistory(FactChange Change) : HistoryAnswer(Change.At);

/// <summary>A rule's outcome on a subject changed.</summary>
public sealed record OutcomeHistory(
    DateTimeOffset At,
    string Rule,
    string Subject,
    Outcome Before,
    Outcome After,
    string Summary
) : HistoryAnswer(At);

/// <summary>The link changed.</summary>
public sealed record LinkHistory(DateTimeOffset At, LinkState State) : HistoryAnswer(At);

/// <summary>What a run brought.</summary>
/// <param name="Findings">The check's findings as they are now, worst first.</param>
/// <param name="Changes">What changed with the run's record.</param>
public sealed record RunAnswer(
    IReadOnlyList<DatedFinding> Findings,
    IReadOnlyList<FactChange> Changes
);
