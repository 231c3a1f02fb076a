using Fleet.Checks.Facts;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Hosts;

/// <summary>Numbers and events over time, in stretches of five minutes until they are rolled up.</summary>
internal static class SeriesWriting
{
    /// <summary>The width of a stretch as it is first stored.</summary>
    public const int Fine = 300;

    public static void Write(WriteSession session, HostChanges changes)
    {
        foreach (var (at, sample) in changes.Samples)
        {
            Write(session, changes.HostId, at, sample);
        }

        foreach (var bucket in changes.Events)
        {
            EventBuckets.Add(session, changes.HostId, Fine, bucket);
        }

        foreach (var line in changes.Lines)
        {
            session.Run(
                "INSERT INTO event_line(host_id, at, kind, user, source, text) VALUES($1, $2, $3, $4, $5, $6)",
                changes.HostId,
                line.At,
                line.Kind,
                line.User,
                line.Source,
                line.Text
            );
        }
    }

    private static void Write(WriteSession session, int hostId, DateTimeOffset at, Sample sample)
    {
        session.Run(
            """
            INSERT INTO sample_latest(host_id, key, value, at) VALUES($1, $2, $3, $4)
            ON CONFLICT(host_id, key) DO UPDATE SET value = excluded.value, at = excluded.at
            """,
            hostId,
            sample.Key,
            sample.Value,
            at
        );
        session.Run(
            """
            INSERT INTO sample(host_id, key, seconds, start, count, sum, min, max) VALUES($1, $2, $3, $4, 1, $5, $5, $5)
            ON CONFLICT(host_id, key, seconds, start) DO UPDATE SET count = count + 1, sum = sum + $5,
                min = min(min, $5), max = max(max, $5)
            """,
            hostId,
            sample.Key,
            Fine,
            Floor(at, Fine),
            sample.Value
        );
    }

    private static DateTimeOffset Floor(DateTimeOffset at, int seconds)
    {
        var ticks = at.UtcTicks;
        return new DateTimeOffset(
            ticks - (ticks % (seconds * TimeSpan.TicksPerSecond)),
            TimeSpan.Zero
        );
    }
}
