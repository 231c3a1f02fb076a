using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Judging;

/// <summary>All that judging one host may use, bundled and immutable; time is part of it.</summary>
public sealed record JudgeInput
{
    /// <summary>What each check knows of the host, by check id.</summary>
    public required ImmutableDictionary<string, CheckFacts> Checks { get; init; }

    /// <summary>Expected values and severities.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The moment judged for: the observation's own time.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Documents by name, the newest of each.</summary>
    public ImmutableDictionary<string, Document> Documents { get; init; } =
        ImmutableDictionary<string, Document>.Empty;

    /// <summary>The newest value of each sample.</summary>
    public ImmutableDictionary<string, double> Samples { get; init; } =
        ImmutableDictionary<string, double>.Empty;

    /// <summary>Event buckets of the last <see cref="EventWindow"/>, merged by start, oldest first.</summary>
    public ImmutableArray<EventBucket> Events { get; init; } = [];

    /// <summary>How far back <see cref="Events"/> reaches.</summary>
    public static readonly TimeSpan EventWindow = TimeSpan.FromHours(1);

    /// <summary>What a check knows; <see cref="CheckFacts.None"/> where it has not run.</summary>
    public CheckFacts this[string check] => Checks.GetValueOrDefault(check, CheckFacts.None);
}
