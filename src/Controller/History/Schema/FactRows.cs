using System.ComponentModel.DataAnnotations.Schema;
using Fleet.Checks.Facts;
using Fleet.Controller.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>What is known from one check on one host.</summary>
[Table("check_run")]
[PrimaryKey(nameof(HostId), nameof(Check))]
public sealed class CheckRunRow
{
    public int HostId { get; init; }

    public required string Check { get; init; }

    public int CheckVersion { get; init; }

    public RunStatus Status { get; init; }

    public required string Reason { get; init; }

    /// <summary>A JSON array.</summary>
    public required string Coverage { get; init; }

    /// <summary>Names of the documents that are its own: a JSON array.</summary>
    public required string Documents { get; init; }

    public ulong LastSeq { get; init; }

    public DateTimeOffset LastRunAt { get; init; }

    public long Runs { get; init; }
}

/// <summary>A fact as it is now.</summary>
[Table("fact")]
[PrimaryKey(nameof(HostId), nameof(Check), nameof(Key))]
[Index(nameof(Key), nameof(HostId))]
public sealed class FactRow
{
    public int HostId { get; init; }

    public required string Check { get; init; }

    public required string Key { get; init; }

    public required string Value { get; init; }

    public string? Source { get; init; }

    /// <summary>The newest run could not see whether it still holds.</summary>
    public bool IsStale { get; init; }

    public ulong Seq { get; init; }

    public DateTimeOffset Since { get; init; }
}

/// <summary>One change of one fact.</summary>
[Table("fact_change")]
[Index(nameof(HostId), nameof(At))]
[Index(nameof(HostId), nameof(Key), nameof(At))]
[Index(nameof(At))]
public sealed class FactChangeRow
{
    public long Id { get; init; }

    public int HostId { get; init; }

    public required string Key { get; init; }

    public FactChangeKind Kind { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public string? Source { get; init; }

    /// <summary>The spool that <see cref="Seq"/> counts in.</summary>
    public ulong Epoch { get; init; }

    public ulong Seq { get; init; }

    public DateTimeOffset At { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>A body, stored once for all hosts.</summary>
[Table("document")]
public sealed class DocumentRow
{
    public long Id { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    public required string Body { get; init; }
}

/// <summary>The newest document of a name on a host.</summary>
[Table("host_document")]
[PrimaryKey(nameof(HostId), nameof(Name))]
[Index(nameof(DocumentId))]
public sealed class HostDocumentRow
{
    public int HostId { get; init; }

    public required string Name { get; init; }

    public long DocumentId { get; init; }

    public bool Truncated { get; init; }

    public DateTimeOffset Since { get; init; }
}
