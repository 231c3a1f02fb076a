using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>The newest value of a sample.</summary>
[Table("sample_latest")]
[PrimaryKey(nameof(HostId), nameof(Key))]
public sealed class SampleLatestRow
{
    public int HostId { get; init; }

    public required string Key { get; init; }

    public double Value { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A sample over one stretch of time.</summary>
[Table("sample")]
[PrimaryKey(nameof(HostId), nameof(Key), nameof(Seconds), nameof(Start))]
[Index(nameof(Seconds), nameof(Start))]
public sealed class SampleRow
{
    public int HostId { get; init; }

    public required string Key { get; init; }

    /// <summary>How long: 300, or 3600 once rolled up.</summary>
    public int Seconds { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Count { get; init; }

    public double Sum { get; init; }

    public double Min { get; init; }

    public double Max { get; init; }
}

/// <summary>What of a stretch of events stands beside its counts.</summary>
[Table("event_bucket")]
[PrimaryKey(nameof(HostId), nameof(Seconds), nameof(Start))]
[Index(nameof(Seconds), nameof(Start))]
public sealed class EventBucketRow
{
    public int HostId { get; init; }

    public int Seconds { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Other { get; init; }

    public long DistinctUsers { get; init; }

    public long DistinctSources { get; init; }
}

/// <summary>How often one kind of event came for one user and source.</summary>
[Table("event_count")]
[PrimaryKey(nameof(HostId), nameof(Seconds), nameof(Start), nameof(Rank))]
[Index(nameof(Seconds), nameof(Start))]
public sealed class EventCountRow
{
    public int HostId { get; init; }

    public int Seconds { get; init; }

    public DateTimeOffset Start { get; init; }

    /// <summary>Its place in the bucket.</summary>
    public int Rank { get; init; }

    public required string Kind { get; init; }

    public required string User { get; init; }

    public required string Source { get; init; }

    public long Count { get; init; }
}

/// <summary>A raw log line: hostile text, escaped by whoever shows it.</summary>
[Table("event_line")]
[Index(nameof(HostId), nameof(At))]
[Index(nameof(At))]
public sealed class EventLineRow
{
    public long Id { get; init; }

    public int HostId { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string User { get; init; }

    public required string Source { get; init; }

    public required string Text { get; init; }
}
