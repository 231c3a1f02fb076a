using System.Collections.Immutable;

namespace Fleet.Checks.Facts;

/// <summary>How often one kind of event was seen for one user and source in a five-minute bucket.</summary>
/// <param name="Kind">The event's kind, such as <c>failed_password</c>.</param>
/// <param name="User">The user name as logged: attackers choose it. For kinds that name a path and no user (<c>bad_ownership</c>) the path.</param>
/// <param name="Source">The source address as logged, or empty.</param>
/// <param name="Count">New occurrences since the check's previous run; counts of one bucket add up.</param>
public readonly record struct EventCount(string Kind, string User, string Source, long Count);

/// <summary>New events of one five-minute bucket: the <see cref="MaxPairs"/> most frequent, the rest as a sum with distinct estimates.</summary>
/// <param name="Start">The bucket's start in UTC, a multiple of five minutes, by the log's own times.</param>
/// <param name="Counts">At most <see cref="MaxPairs"/>.</param>
/// <param name="Other">Events beyond those.</param>
/// <param name="DistinctUsers">Estimated number of user names in the whole bucket.</param>
/// <param name="DistinctSources">Estimated number of sources in the whole bucket.</param>
public sealed record EventBucket(
    DateTimeOffset Start,
    ImmutableArray<EventCount> Counts,
    long Other,
    long DistinctUsers,
    long DistinctSources
)
{
    /// <summary>How many (kind, user, source) counts one bucket keeps apart.</summary>
    public const int MaxPairs = 50;

    /// <summary>The width of a bucket.</summary>
    public static readonly TimeSpan Width = TimeSpan.FromMinutes(5);
}

/// <summary>One raw log line worth keeping.</summary>
/// <param name="At">The line's own time, in UTC.</param>
/// <param name="Kind">The event's kind.</param>
/// <param name="User">The user name as logged, or empty.</param>
/// <param name="Source">The source address as logged, or empty.</param>
/// <param name="Text">The message as logged, without time and host.</param>
public readonly record struct EventLine(
    DateTimeOffset At,
    string Kind,
    string User,
    string Source,
    string Text
);
