using Fleet.Checks.Facts;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;

namespace Fleet.Controller.History.Retention;

/// <summary>Turns stretches of five minutes into hours.</summary>
internal static class RollUp
{
    /// <summary>The width of a stretch once rolled up.</summary>
    public const int Hour = 3600;

    private const long HourTicks = Hour * TimeSpan.TicksPerSecond;

    /// <summary>Rolls up the samples of the oldest hours before a moment; returns how many stretches went.</summary>
    public static int Samples(WriteSession session, DateTimeOffset before, int most)
    {
        session.Run(
            $"""
            INSERT INTO sample(host_id, key, seconds, start, count, sum, min, max)
            SELECT host_id, key, {Hour}, start - start % {HourTicks}, sum(count), sum(sum), min(min), max(max)
            FROM (SELECT * FROM sample WHERE seconds = {SeriesWriting.Fine} AND start < $1 ORDER BY start, host_id, key LIMIT $2)
            GROUP BY host_id, key, start - start % {HourTicks}
            ON CONFLICT(host_id, key, seconds, start) DO UPDATE SET count = count + excluded.count,
                sum = sum + excluded.sum, min = min(min, excluded.min), max = max(max, excluded.max)
            """,
            before,
            most
        );
        return session.Run(
            $"""
            DELETE FROM sample WHERE (host_id, key, seconds, start) IN (SELECT host_id, key, seconds, start FROM sample
                WHERE seconds = {SeriesWriting.Fine} AND start < $1 ORDER BY start, host_id, key LIMIT $2)
            """,
            before,
            most
        );
    }

    /// <summary>Rolls up events by the same rule as they were added by; returns how many stretches went.</summary>
    public static int Events(WriteSession session, DateTimeOffset before, int most)
    {
        var buckets = session.Rows(
            $"SELECT host_id, start FROM event_bucket WHERE seconds = {SeriesWriting.Fine} AND start < $1 ORDER BY start, host_id LIMIT $2",
            row => (Host: row.GetInt32(0), Start: UtcTicks.FromTicks(row.GetInt64(1))),
            before,
            most
        );
        foreach (var (host, start) in buckets)
        {
            if (EventBuckets.Take(session, host, SeriesWriting.Fine, start) is { } bucket)
            {
                EventBuckets.Add(session, host, Hour, bucket with { Start = HourOf(start) });
            }
        }

        return buckets.Count;
    }

    private static DateTimeOffset HourOf(DateTimeOffset start) =>
        new(start.UtcTicks - (start.UtcTicks % HourTicks), TimeSpan.Zero);
}
