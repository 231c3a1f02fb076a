using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>A server. Its id never changes hands: a machine that re-joins under its name keeps it.</summary>
[Table("host")]
[Index(nameof(Name), IsUnique = true)]
public sealed class HostRow
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Tells a cloned machine from a renamed one; null: not known.</summary>
    public byte[]? MachineIdHash { get; init; }

    /// <summary>What its agent said at its newest connection.</summary>
    public required string AgentVersion { get; init; }

    public List<HostLabelRow> Labels { get; init; } = [];
}

/// <summary>From join tokens and operators, never from the host.</summary>
[Table("host_label")]
[PrimaryKey(nameof(HostId), nameof(Key))]
[Index(nameof(Key), nameof(Value))]
public sealed class HostLabelRow
{
    public int HostId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; init; }
}

/// <summary>Where the controller stands with one host: the row that every commit of the host moves on.</summary>
[Table("host_position")]
[Index(nameof(JudgeAgainAt))]
public sealed class HostPositionRow
{
    [Key, DatabaseGenerated(DatabaseGeneratedOption.None)]
    public int HostId { get; init; }

    public required string SpoolId { get; init; }

    public ulong Epoch { get; init; }

    /// <summary>The first record not applied yet.</summary>
    public ulong NextSeq { get; init; }

    /// <summary>The time given to the newest applied record.</summary>
    public DateTimeOffset LastAt { get; init; }

    public ulong CatchUpTo { get; init; }

    /// <summary>When the newest records came.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When time alone could change what is judged; null: never.</summary>
    public DateTimeOffset? JudgeAgainAt { get; init; }

    /// <summary>The oldest event bucket that judging still looks at; null: none.</summary>
    public DateTimeOffset? EventsFrom { get; init; }

    /// <summary>Since when two live spools are known under its identity; null: there are not. Ends with a new enrolment.</summary>
    public DateTimeOffset? QuarantinedAt { get; init; }

    /// <summary>Counts commits of the host. A commit made upon another version than this is refused: the fence against a second writer and against state that never came to be stored.</summary>
    public long Version { get; init; }
}

/// <summary>A spool that this host had, one row an epoch: one that comes back after another took its place belongs to a second machine.</summary>
[Table("host_spool")]
[PrimaryKey(nameof(HostId), nameof(Epoch))]
public sealed class HostSpoolRow
{
    public int HostId { get; init; }

    public required string SpoolId { get; init; }

    public ulong Epoch { get; init; }

    /// <summary>The first record of the epoch.</summary>
    public ulong FirstSeq { get; init; }

    public DateTimeOffset OpenedAt { get; init; }
}

/// <summary>The host's link over time. Silence is told here, combined with outcomes when read.</summary>
[Table("link_span")]
[Index(nameof(HostId), nameof(From))]
public sealed class LinkSpanRow
{
    public long Id { get; init; }

    public int HostId { get; init; }

    public Ingest.LinkState State { get; init; }

    public DateTimeOffset From { get; init; }

    /// <summary>Null: now.</summary>
    public DateTimeOffset? To { get; init; }
}
