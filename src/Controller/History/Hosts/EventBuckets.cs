using Fleet.Checks.Facts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Hosts;

/// <summary>Adds event counts to those stored, by the same rule as judging adds them, so that attackers who choose names fill no table.</summary>
internal static class EventBuckets
{
    public static void Add(WriteSession session, int hostId, int seconds, EventBucket bucket)
    {
        var stored = Find(session, hostId, seconds, bucket.Start);
        Write(
            session,
            hostId,
            seconds,
            stored is null ? bucket : EventWindow.Merge([stored, bucket])
        );
    }

    /// <summary>Takes a bucket out; null: there is none.</summary>
    public static EventBucket? Take(
        WriteSession session,
        int hostId,
        int seconds,
        DateTimeOffset start
    )
    {
        var bucket = Find(session, hostId, seconds, start);
        session.Run(
            "DELETE FROM event_count WHERE host_id = $1 AND seconds = $2 AND start = $3",
            hostId,
            seconds,
            start
        );
        session.Run(
            "DELETE FROM event_bucket WHERE host_id = $1 AND seconds = $2 AND start = $3",
            hostId,
            seconds,
            start
        );
        return bucket;
    }

    private static EventBucket? Find(
        WriteSession session,
        int hostId,
        int seconds,
        DateTimeOffset start
    )
    {
        var found = session.Rows(
            "SELECT other, distinct_users, distinct_sources FROM event_bucket WHERE host_id = $1 AND seconds = $2 AND start = $3",
            row => (Other: row.GetInt64(0), Users: row.GetInt64(1), Sources: row.GetInt64(2)),
            hostId,
            seconds,
            start
        );
        if (found is not [var sums])
        {
            return null;
        }

        var counts = session.Rows(
            """
            SELECT kind, user, source, count FROM event_count
            WHERE host_id = $1 AND seconds = $2 AND start = $3 ORDER BY rank
            """,
            row => new EventCount(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                row.GetInt64(3)
            ),
            hostId,
            seconds,
            start
        );
        return new EventBucket(start, [.. counts], sums.Other, sums.Users, sums.Sources);
    }

    private static void Write(WriteSession session, int hostId, int seconds, EventBucket bucket)
    {
        session.Run(
            """
            INSERT INTO event_bucket(host_id, seconds, start, other, distinct_users, distinct_sources) VALUES($1, $2, $3, $4, $5, $6)
            ON CONFLICT(host_id, seconds, start) DO UPDATE SET other = excluded.other,
                distinct_users = excluded.distinct_users, distinct_sources = excluded.distinct_sources
            """,
            hostId,
            seconds,
            bucket.Start,
            bucket.Other,
            bucket.DistinctUsers,
            bucket.DistinctSources
        );
        session.Run(
            "DELETE FROM event_count WHERE host_id = $1 AND seconds = $2 AND start = $3",
            hostId,
            seconds,
            bucket.Start
        );
        for (var rank = 0; rank < bucket.Counts.Length; rank++)
        {
            var count = bucket.Counts[rank];
            session.Run(
                """
                INSERT INTO event_count(host_id, seconds, start, rank, kind, user, source, count)
                VALUES($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                hostId,
                seconds,
                bucket.Start,
                rank,
                count.Kind,
                count.User,
                count.Source,
                count.Count
            );
        }
    }
}
