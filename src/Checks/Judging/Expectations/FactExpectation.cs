using System.Collections.Immutable;

namespace Fleet.Checks.Judging.Expectations;

/// <summary>What it means that a fact is certainly not there. Where it could not be read the answer is unknown, whatever stands here.</summary>
public enum AbsentMeans
{
    Unspecified = 0,
    Pass,
    Fail,

    /// <summary>The expectation says nothing about a host without the fact.</summary>
    NotApplicable,
}

/// <summary>What a fact is expected to be: data, not code.</summary>
public sealed record FactExpectation
{
    /// <summary>The id of the check that reports the fact.</summary>
    public required string Check { get; init; }

    /// <summary>A fact key, or a pattern as <see cref="Facts.FactKey.Matches(string, string)"/> reads it; then each key that matches is judged.</summary>
    public required string Key { get; init; }

    /// <summary>What has to be true of the value.</summary>
    public required Condition Holds { get; init; }

    /// <summary>What absence means for conditions on a value.</summary>
    public AbsentMeans WhenAbsent { get; init; } = AbsentMeans.Fail;

    /// <summary>A line of a file has to say it: that the built-in value is right does not count. For facts that name where they were read, as sshd_config/… do.</summary>
    public bool InFile { get; init; }

    /// <summary>What ought to hold, in one line; empty: made from the data (<see cref="ToString"/>).</summary>
    public string Title { get; init; } = "";

    public required Severity Severity { get; init; }

    /// <summary>The value that a remedy sets; null: one that the condition names.</summary>
    public string? Set { get; init; }

    /// <summary>Commands that repair it; empty: made from the data where that is possible.</summary>
    public ImmutableArray<string> Remedy { get; init; } = [];

    /// <summary>Public identifiers: <c>CIS Debian 12 5.1.16</c>.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>True where <see cref="Key"/> stands for several keys.</summary>
    public bool IsPattern => Key.Contains('*', StringComparison.Ordinal);

    /// <summary><c>MaxAuthTries is at most 4</c>.</summary>
    public override string ToString() =>
        $"{FactText.NameOf(Key)} is {Holds.Words}{(InFile ? ", set in a file" : "")}";
}
