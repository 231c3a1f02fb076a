using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Wire = Fleet.V1;

namespace Fleet.Controller.Ingest.Decoding;

/// <summary>Events from the wire. Pure.</summary>
internal static class EventDecoder
{
    public static ImmutableArray<EventBucket> Buckets(
        IReadOnlyCollection<Wire.EventBucket> wire,
        string check
    )
    {
        Require.Count(wire.Count, WireLimits.Buckets, $"{check} event buckets");
        var buckets = wire.Select(bucket => Bucket(bucket, check))
            .OrderBy(bucket => bucket.Start)
            .ToImmutableArray();
        for (var i = 1; i < buckets.Length; i++)
        {
            if (buckets[i].Start == buckets[i - 1].Start)
            {
                throw new MalformedException(
                    $"{check} event buckets: {buckets[i].Start:O} stands there twice"
                );
            }
        }

        return buckets;
    }

    public static ImmutableArray<EventLine> Lines(
        IReadOnlyCollection<Wire.EventLine> wire,
        string check
    )
    {
        Require.Count(wire.Count, WireLimits.Lines, $"{check} lines");
        return
        [
            .. wire.Select(line => new EventLine(
                WireTime.Of(line.At, $"{check} line"),
                Require.Text(line.Kind, WireLimits.Name, $"{check} line kind"),
                Require.Text(line.User, WireLimits.Key, $"{check} line user"),
                Require.Text(line.Source, WireLimits.Key, $"{check} line source"),
                Require.Text(line.Text, WireLimits.Text, $"{check} line")
            )),
        ];
    }

    private static EventBucket Bucket(Wire.EventBucket wire, string check)
    {
        var start = WireTime.Of(wire.Start, $"{check} event bucket");
        if (start.UtcTicks % EventBucket.Width.Ticks != 0)
        {
            throw new MalformedException(
                $"{check} event bucket: {start:O} is not the start of a five-minute bucket"
            );
        }

        Require.Count(wire.Counts.Count, EventBucket.MaxPairs, $"{check} events of {start:O}");
        return new EventBucket(
            start,
            [
                .. wire.Counts.Select(count => new EventCount(
                    Require.Text(count.Kind, WireLimits.Name, $"{check} event kind"),
                    Require.Text(count.User, WireLimits.Key, $"{check} event user"),
                    Require.Text(count.Source, WireLimits.Key, $"{check} event source"),
                    Number(count.Count, $"{check} event count")
                )),
            ],
            Number(wire.Other, $"{check} other events"),
            Number(wire.DistinctUsers, $"{check} distinct users"),
            Number(wire.DistinctSources, $"{check} distinct sources")
        );
    }

    // Sums of many such numbers stay within 64 bits.
    private static long Number(long number, string what) =>
        number is >= 0 and <= 1_000_000_000_000
            ? number
            : throw new MalformedException($"{what}: {number}");
}
