using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.History.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Hosts;

/// <summary>The event buckets that judging still looks at, of neighbouring hosts.</summary>
internal sealed class EventRange
{
    private readonly ILookup<(int HostId, DateTimeOffset Start), EventCount> _counts;
    private readonly ILookup<int, EventBucketRow> _buckets;

    private EventRange(
        ILookup<(int, DateTimeOffset), EventCount> counts,
        ILookup<int, EventBucketRow> buckets
    ) => (_counts, _buckets) = (counts, buckets);

    /// <summary>One host's, in order.</summary>
    public ImmutableArray<EventBucket> this[int hostId] =>
        [
            .. _buckets[hostId]
                .Select(row => new EventBucket(
                    row.Start,
                    [.. _counts[(hostId, row.Start)]],
                    row.Other,
                    row.DistinctUsers,
                    row.DistinctSources
                )),
        ];

    /// <param name="db">Where.</param>
    /// <param name="first">The lowest id.</param>
    /// <param name="last">The highest.</param>
    /// <param name="from">Where each host's window begins; a host that is not in it has no events.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<EventRange> LoadAsync(
        FleetDb db,
        int first,
        int last,
        IReadOnlyDictionary<int, DateTimeOffset> from,
        CancellationToken cancellation
    )
    {
        if (from.Count == 0)
        {
            return new EventRange(
                Array.Empty<EventCount>().ToLookup(_ => (0, default(DateTimeOffset))),
                Array.Empty<EventBucketRow>().ToLookup(_ => 0)
            );
        }

        var oldest = from.Values.Min();
        var counts = await db
            .EventCounts.Where(row =>
                row.HostId >= first
                && row.HostId <= last
                && row.Seconds == SeriesWriting.Fine
                && row.Start >= oldest
            )
            .OrderBy(row => row.Rank)
            .ToListAsync(cancellation);
        var buckets = await db
            .EventBuckets.Where(row =>
                row.HostId >= first
                && row.HostId <= last
                && row.Seconds == SeriesWriting.Fine
                && row.Start >= oldest
            )
            .OrderBy(row => row.Start)
            .ToListAsync(cancellation);
        return new EventRange(
            counts.ToLookup(
                row => (row.HostId, row.Start),
                row => new EventCount(row.Kind, row.User, row.Source, row.Count)
            ),
            buckets
                .Where(row => from.TryGetValue(row.HostId, out var at) && row.Start >= at)
                .ToLookup(row => row.HostId)
        );
    }
}
