using System.Collections.Immutable;

namespace Fleet.Checks.Facts;

/// <summary>How a run of a check ended.</summary>
public enum RunStatus
{
    Unspecified = 0,

    /// <summary>It ran; coverage says how much it could see.</summary>
    Ran,

    /// <summary>Its subject does not exist on this host (no sshd installed, say), and that is certain.</summary>
    NotApplicable,

    /// <summary>It threw, or its deadline passed: everything it watches is unknown.</summary>
    Failed,
}

/// <summary>One run of one check: what was seen, and how well.</summary>
public sealed record Observation
{
    /// <summary>The check's id, such as <c>ssh.config</c>.</summary>
    public required string Check { get; init; }

    /// <summary>The check's version; keys first seen with a new version are adopted, not news.</summary>
    public required int CheckVersion { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Why it is not <see cref="RunStatus.Ran"/>; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Sorted by key (ordinal), each key once.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>Sorted by prefix (ordinal), each prefix once. Every fact lies under one.</summary>
    public ImmutableArray<Coverage> Coverage { get; init; } = [];

    /// <summary>Sorted by name (ordinal).</summary>
    public ImmutableArray<Document> Documents { get; init; } = [];

    public ImmutableArray<Sample> Samples { get; init; } = [];

    public ImmutableArray<EventBucket> Events { get; init; } = [];

    public ImmutableArray<EventLine> Lines { get; init; } = [];

    /// <summary>Where the check's next run goes on (a log position): opaque, kept in the same spool record as what was counted up to it. Empty: no such state.</summary>
    public string Cursor { get; init; } = "";

    /// <summary>How long the run took on the host's monotonic clock.</summary>
    public TimeSpan Took { get; init; }
}
