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
}
