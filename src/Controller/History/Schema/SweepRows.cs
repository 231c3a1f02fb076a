using System.ComponentModel.DataAnnotations.Schema;
using Fleet.Checks.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Schema;

/// <summary>Rules judged over a selection of hosts at one time.</summary>
[Table("sweep")]
[Index(nameof(StartedAt))]
public sealed class SweepRow
{
    public long Id { get; init; }

    public required string Profile { get; init; }

    /// <summary>The profile's text as it was judged by.</summary>
    public required string ProfileText { get; init; }

    /// <summary>What reports tell of the profile, readable though a later version may not read the text: a JSON object.</summary>
    public required string ProfileView { get; init; }

    /// <summary>How the hosts were selected, in words.</summary>
    public required string Selection { get; init; }

    public required string By { get; init; }

    /// <summary>The schedule that began it; null: somebody did.</summary>
    public long? ScheduleId { get; init; }

    /// <summary>The policy whose waivers hold in it.</summary>
    public long PolicyVersion { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Until when hosts that are offline are asked again.</summary>
    public DateTimeOffset Deadline { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public SweepState State { get; init; }

    /// <summary>No host is asked: what is stored is judged.</summary>
    public bool IsStored { get; init; }
}

/// <summary>A host of a sweep: the list is fixed when it begins.</summary>
[Table("sweep_host")]
[PrimaryKey(nameof(SweepId), nameof(HostId))]
public sealed class SweepHostRow
{
    public long SweepId { get; init; }

    public int HostId { get; init; }

    /// <summary>As it was then.</summary>
    public required string Name { get; init; }

    /// <summary>As they were then: a JSON object.</summary>
    public required string Labels { get; init; }

    public SweepHostState State { get; init; }

    /// <summary>Why there is no answer; empty where there is one.</summary>
    public required string Reason { get; init; }

    public int Asked { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    // How its results count, so that lists and trends need not read them.
    public int Passed { get; init; }

    public int Warned { get; init; }

    public int Failed { get; init; }

    public int Unknown { get; init; }

    public int Waived { get; init; }

    public int Manual { get; init; }

    public int NotApplicable { get; init; }
}

/// <summary>One outcome of one control on one subject of one host.</summary>
[Table("sweep_result")]
[PrimaryKey(nameof(SweepId), nameof(HostId), nameof(Control), nameof(Subject))]
public sealed class SweepResultRow
{
    public long SweepId { get; init; }

    public int HostId { get; init; }

    public required string Control { get; init; }

    public required string Subject { get; init; }

    public Outcome Outcome { get; init; }

    public Severity Severity { get; init; }

    public required string Summary { get; init; }

    /// <summary>A JSON array.</summary>
    public required string Remedy { get; init; }

    /// <summary>The facts it rests on, with their values and sources: a JSON array.</summary>
    public required string Evidence { get; init; }

    /// <summary>Empty: not waived.</summary>
    public required string WaivedReason { get; init; }

    public DateTimeOffset? WaivedUntil { get; init; }
}

/// <summary>When sweeps begin by themselves.</summary>
[Table("sweep_schedule")]
[Index(nameof(Name), IsUnique = true)]
public sealed class SweepScheduleRow
{
    public long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Quartz' cron expression.</summary>
    public required string Cron { get; init; }

    /// <summary>An IANA name.</summary>
    public required string TimeZone { get; init; }

    public required string Profile { get; init; }

    /// <summary>The text of a profile of one's own; empty: the built-in one of that name, as it is when a sweep begins.</summary>
    public required string ProfileText { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Labels { get; init; }

    /// <summary>How long a sweep may take.</summary>
    public TimeSpan Patience { get; init; }

    public required string By { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>Up to when its times have been honoured: what fell due after it and before now was missed.</summary>
    public DateTimeOffset HonouredAt { get; init; }
}
