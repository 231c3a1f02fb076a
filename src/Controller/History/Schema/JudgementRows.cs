using System.ComponentModel.DataAnnotations.Schema;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>An outcome of a rule on a subject, from when to when.</summary>
[Table("finding_span")]
[Index(nameof(HostId), nameof(From))]
[Index(nameof(To))]
public sealed class FindingSpanRow
{
    public long Id { get; init; }

    public int HostId { get; init; }

    public required string Rule { get; init; }

    public required string Subject { get; init; }

    public Outcome Outcome { get; init; }

    /// <summary>The outcome of the span before; unspecified: there was none.</summary>
    public Outcome Before { get; init; }

    public Outcome LastCertain { get; init; }

    public Severity Severity { get; init; }

    public required string Summary { get; init; }

    /// <summary>A JSON array.</summary>
    public required string Remedy { get; init; }

    /// <summary>A JSON array.</summary>
    public required string Keys { get; init; }

    public required string Source { get; init; }

    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Why it is waived; empty: it is not.</summary>
    public string WaivedReason { get; init; } = "";

    public DateTimeOffset? WaivedUntil { get; init; }

    public ulong FromSeq { get; init; }

    public DateTimeOffset From { get; init; }

    /// <summary>Null: it holds.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>The accepted value of a watched fact.</summary>
[Table("baseline")]
[PrimaryKey(nameof(HostId), nameof(Key))]
public sealed class BaselineRow
{
    public int HostId { get; init; }

    public required string Key { get; init; }

    /// <summary>Null: its absence is what is accepted.</summary>
    public string? Value { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? Until { get; init; }
}

/// <summary>Something that was good, or accepted, and no longer is.</summary>
[Table("regression")]
[Index(nameof(HostId), nameof(OpenedAt))]
[Index(nameof(OpenedAt))]
[Index(nameof(CausedBy))]
public sealed class RegressionRow
{
    public long Id { get; init; }

    public int HostId { get; init; }

    public RegressionKind Kind { get; init; }

    public required string Rule { get; init; }

    public required string Subject { get; init; }

    public RegressionState State { get; init; }

    public Severity Severity { get; init; }

    public required string Check { get; init; }

    public required string Summary { get; init; }

    public required string Before { get; init; }

    public required string After { get; init; }

    /// <summary>A JSON array.</summary>
    public required string Remedy { get; init; }

    /// <summary>The fact changes behind it: a JSON array.</summary>
    public required string Changes { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public ulong OpenedSeq { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The row of the regression this one is a consequence of.</summary>
    public long? CausedBy { get; init; }

    public RegressionKind? CauseKind { get; init; }

    public string? CauseRule { get; init; }

    public string? CauseSubject { get; init; }

    public bool CauseResolved { get; init; }

    public bool Late { get; init; }

    public required string AcceptedBy { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? AcceptedUntil { get; init; }

    /// <summary>Judging still remembers it, though it may be resolved: should it come again it is this one. One a key at most.</summary>
    public bool IsRemembered { get; init; }

    /// <summary>How often it opened.</summary>
    public int Openings { get; init; }

    /// <summary>When it opened lately: a JSON array.</summary>
    public string LatelyOpened { get; init; } = "[]";

    /// <summary>Since when it comes and goes; null: it does not.</summary>
    public DateTimeOffset? FlappingSince { get; init; }

    public string AcknowledgedBy { get; init; } = "";

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>The silence that keeps it quiet; empty: none does.</summary>
    public string SilencedBy { get; init; } = "";

    /// <summary>When the last good observation was made; null: not known.</summary>
    public DateTimeOffset? LastGoodAt { get; init; }

    /// <summary>Who gained and lost access with it: JSON; empty: not looked at.</summary>
    public string Impact { get; init; } = "";
}

/// <summary>One step in a regression's life, in the order of commits: its notes, and the feed that notifications and watchers follow.</summary>
[Table("regression_event")]
[Index(nameof(RegressionId))]
[Index(nameof(At))]
public sealed class RegressionEventRow
{
    public long Id { get; init; }

    public long RegressionId { get; init; }

    public int HostId { get; init; }

    public RegressionEventKind Kind { get; init; }

    /// <summary>The state that it led to.</summary>
    public RegressionState State { get; init; }

    /// <summary>When it happened, by the records' time.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it was stored.</summary>
    public DateTimeOffset StoredAt { get; init; }

    /// <summary>The operator whose act it was; empty: nobody's.</summary>
    public required string By { get; init; }

    /// <summary>A reason or note; raw.</summary>
    public required string Text { get; init; }

    /// <summary>It happened while the host was catching up: history, not news.</summary>
    public bool Late { get; init; }
}
