using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis;

/// <summary>What a diagnosis came to.</summary>
public enum DiagnosisOutcome
{
    Unspecified = 0,

    /// <summary>A login was seen to work, or every gate is known to be open.</summary>
    Works,

    /// <summary>A gate is closed.</summary>
    Refused,

    /// <summary>No gate is known to be closed, and not all are known to be open.</summary>
    Undetermined,
}

/// <summary>A cause that was found.</summary>
public sealed record RankedCause(Cause Cause, CauseFound Found);

/// <summary>Something that was not looked at.</summary>
/// <param name="What">A gate's title.</param>
/// <param name="Why">In plain words.</param>
public sealed record NotLookedAt(string What, string Why);

/// <summary>The answer: gates, causes in order, and what nobody looked at.</summary>
public sealed record DiagnosisAnswer
{
    public required LoginQuestion Question { get; init; }

    public required DiagnosisOutcome Outcome { get; init; }

    /// <summary>Every gate, in order.</summary>
    public required ImmutableArray<PassedGate> Gates { get; init; }

    /// <summary>Most certain first; among equals the one that the connection meets first.</summary>
    public required ImmutableArray<RankedCause> Causes { get; init; }

    /// <summary>The gate where the connection ends; null where none is known to be closed.</summary>
    public PassedGate? Leading { get; init; }

    /// <summary>Gates behind it that are closed too: what stops the next attempt.</summary>
    public ImmutableArray<PassedGate> Next { get; init; } = [];

    public ImmutableArray<NotLookedAt> NotLookedAt { get; init; } = [];
}
