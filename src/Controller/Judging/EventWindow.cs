using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging;

/// <summary>Keeps the events of the last hour for the rules that count them.</summary>
internal static class EventWindow
{
    public static void Take(
        HostFold fold,
        ImmutableArray<EventBucket> buckets,
        ImmutableArray<EventLine> lines,
        Moment moment
    )
    {
        fold.Events(buckets, lines);
        var merged = fold
            .State.Events.Concat(buckets)
            .GroupBy(bucket => bucket.Start)
            .OrderBy(group => group.Key)
            .Select(group => Merge([.. group]));
        fold.State = fold.State with
        {
            Events = [.. merged.Where(bucket => IsInside(bucket, moment.At))],
        };
    }

    public static void Prune(HostFold fold, DateTimeOffset now) =>
        fold.State = fold.State with
        {
            Events = [.. fold.State.Events.Where(bucket => IsInside(bucket, now))],
        };

    private static bool IsInside(EventBucket bucket, DateTimeOffset now) =>
        bucket.Start + EventBucket.Width > now - JudgeInput.EventWindow;

    /// <summary>One bucket out of several of one start. Storage adds counts by this too, so that it holds what judging holds.</summary>
    internal static EventBucket Merge(IReadOnlyList<EventBucket> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var counts = parts
            .SelectMany(part => part.Counts)
            .GroupBy(count => (count.Kind, count.User, count.Source))
            .Select(group => new EventCount(
                group.Key.Kind,
                group.Key.User,
                group.Key.Source,
                group.Sum(count => count.Count)
            ))
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.Kind, StringComparer.Ordinal)
            .ThenBy(count => count.User, StringComparer.Ordinal)
            .ThenBy(count => count.Source, StringComparer.Ordinal)
            .ToList();
        return new EventBucket(
            parts[0].Start,
            [.. counts.Take(EventBucket.MaxPairs)],
            parts.Sum(part => part.Other)
                + counts.Skip(EventBucket.MaxPairs).Sum(count => count.Count),
            parts.Max(part => part.DistinctUsers),
            parts.Max(part => part.DistinctSources)
        );
    }
}
