using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Controller.Judging.Attribution;

/// <summary>What is stored that may explain a regression.</summary>
public sealed record AttributionInput
{
    /// <summary>Checks run at different moments, and clocks differ a little.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>How far back is looked where nobody knows when it was last good.</summary>
    private static readonly TimeSpan FarBack = TimeSpan.FromHours(24);

    public required RegressionEntry Entry { get; init; }

    /// <summary>What is known from each check now.</summary>
    public required ImmutableDictionary<string, CheckRun> Checks { get; init; }

    /// <summary>Facts that changed within the window, oldest first.</summary>
    public required ImmutableArray<FactChange> Changes { get; init; }

    /// <summary>Lines of its log within the window, oldest first.</summary>
    public required ImmutableArray<EventLine> Lines { get; init; }

    /// <summary>Since when something may have to do with it.</summary>
    public DateTimeOffset From => FromOf(Entry);

    public DateTimeOffset To => ToOf(Entry);

    public static DateTimeOffset FromOf(RegressionEntry entry) =>
        entry.LastGoodAt is { } good ? good - Slack : entry.OpenedAt - FarBack;

    /// <summary>What came later is no reason.</summary>
    public static DateTimeOffset ToOf(RegressionEntry entry) => entry.OpenedAt + Skew;

    public bool IsWithin(DateTimeOffset at) => at >= From && at <= To;

    public CheckFacts Facts(string check) =>
        Checks.GetValueOrDefault(check)?.Facts ?? CheckFacts.None;

    /// <summary>The keys of the facts behind the regression.</summary>
    public IEnumerable<string> Keys =>
        Entry.Changes.Select(change => change.Key).Append(Entry.Key.Subject);
}
