using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.History.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Hosts;

internal static class SeriesLoading
{
    public static async Task<ImmutableArray<EventBucket>> EventsAsync(
        FleetDb db,
        int hostId,
        DateTimeOffset from,
        CancellationToken cancellation
    )
    {
        var counts = (
            await db
                .EventCounts.Where(row =>
                    row.HostId == hostId && row.Seconds == SeriesWriting.Fine && row.Start >= from
                )
                .OrderBy(row => row.Rank)
                .ToListAsync(cancellation)
        ).ToLookup(
            row => row.Start,
            row => new EventCount(row.Kind, row.User, row.Source, row.Count)
        );
        var buckets = await db
            .EventBuckets.Where(row =>
                row.HostId == hostId && row.Seconds == SeriesWriting.Fine && row.Start >= from
            )
            .OrderBy(row => row.Start)
            .ToListAsync(cancellation);
        return
        [
            .. buckets.Select(row => new EventBucket(
                row.Start,
                [.. counts[row.Start]],
                row.Other,
                row.DistinctUsers,
                row.DistinctSources
            )),
        ];
    }

    public static async Task<ImmutableDictionary<string, double>> SamplesAsync(
        FleetDb db,
        int hostId,
        CancellationToken cancellation
    )
    {
        var rows = await db
            .LatestSamples.Where(row => row.HostId == hostId)
            .ToListAsync(cancellation);
        return rows.ToImmutableDictionary(row => row.Key, row => row.Value);
    }
}
