using System.Collections.Immutable;

namespace Fleet.Checks.Diagnosis.Explain;

/// <summary>What an explanation came to.</summary>
public enum ExplainedOutcome
{
    Unspecified = 0,

    /// <summary>Nothing in the text is known.</summary>
    NotRecognised,

    /// <summary>It is known, and nothing in it speaks of a fault.</summary>
    InOrder,

    /// <summary>There is at least one cause.</summary>
    Faulty,
}

/// <summary>A cause, in its rank.</summary>
/// <param name="Cause">As diagnosis has it.</param>
/// <param name="Confidence">How strongly text, and facts where they are known, speak for it.</param>
/// <param name="Summary">What is the case. Raw text from hosts may be inside.</param>
/// <param name="Evidence">The lines and facts that speak for it.</param>
/// <param name="Tell">What tells it from the others; null: nothing does but the text.</param>
/// <param name="Fixes">In order.</param>
/// <param name="IsConfirmed">True where the fleet's facts of the host say so too.</param>
public sealed record ExplainedCause(
    Cause Cause,
    Confidence Confidence,
    string Summary,
    ImmutableArray<EvidenceLine> Evidence,
    Fix? Tell,
    ImmutableArray<Fix> Fixes,
    bool IsConfirmed
);

/// <summary>A cause that the text leaves possible, and something else excludes.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="By">What excludes it.</param>
public sealed record ExcludedCause(Cause Cause, EvidenceLine By);

/// <summary>What a text means.</summary>
public sealed record Explanation
{
    public required ReadText Text { get; init; }

    public required LoginQuestion Question { get; init; }

    public required ExplainedOutcome Outcome { get; init; }

    /// <summary>Most certain first; among equals of the text in its order.</summary>
    public ImmutableArray<ExplainedCause> Causes { get; init; } = [];

    public ImmutableArray<ExcludedCause> Excluded { get; init; } = [];

    /// <summary>True where the first cause is certain: the text or the facts name it.</summary>
    public bool IsDecided => Causes is [{ Confidence: Confidence.Certain }, ..];
}
