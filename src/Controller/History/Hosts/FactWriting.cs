using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Hosts;

/// <summary>Facts, their history, and the state of the checks that report them.</summary>
internal static class FactWriting
{
    public static void Write(WriteSession session, HostChanges changes)
    {
        foreach (var change in changes.FactChanges)
        {
            Write(session, changes, change);
        }

        foreach (var (check, key) in changes.FactsRemoved)
        {
            session.Run(
                "DELETE FROM fact WHERE host_id = $1 AND \"check\" = $2 AND key = $3",
                changes.HostId,
                check,
                key
            );
        }

        foreach (var fact in changes.Facts)
        {
            Write(session, changes.HostId, changes.Spool.LastAt, fact);
        }

        foreach (var (check, run) in changes.Checks)
        {
            Write(session, changes.HostId, check, run);
        }
    }

    private static void Write(WriteSession session, HostChanges changes, FactChange change) =>
        session.Run(
            """
            INSERT INTO fact_change(host_id, key, kind, before, after, source, epoch, seq, at, received_at)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            changes.HostId,
            change.Key,
            change.Kind,
            change.Before,
            change.After,
            change.Source,
            changes.Spool.Epoch,
            change.Seq,
            change.At,
            change.ReceivedAt
        );

    private static void Write(
        WriteSession session,
        int hostId,
        DateTimeOffset lastAt,
        StoredFact fact
    ) =>
        session.Run(
            """
            INSERT INTO fact(host_id, "check", key, value, source, is_stale, seq, since)
            VALUES($1, $2, $3, $4, $5, $6, $7, coalesce($8, $9))
            ON CONFLICT(host_id, "check", key) DO UPDATE SET value = excluded.value, source = excluded.source,
                is_stale = excluded.is_stale, seq = excluded.seq, since = coalesce($8, since)
            """,
            hostId,
            fact.Check,
            fact.Held.Fact.Key,
            fact.Held.Fact.Value,
            fact.Held.Fact.Source,
            fact.Held.IsStale,
            fact.Seq,
            fact.Since,
            lastAt
        );

    private static void Write(WriteSession session, int hostId, string check, CheckRun run) =>
        session.Run(
            """
            INSERT INTO check_run(host_id, "check", check_version, status, reason, coverage, documents, last_seq, last_run_at, runs)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT(host_id, "check") DO UPDATE SET check_version = excluded.check_version, status = excluded.status,
                reason = excluded.reason, coverage = excluded.coverage, documents = excluded.documents,
                last_seq = excluded.last_seq, last_run_at = excluded.last_run_at, runs = excluded.runs
            """,
            hostId,
            check,
            run.Facts.Version,
            run.Facts.Status,
            run.Facts.Reason,
            StoredJson.Write(run.Facts.Coverage),
            StoredJson.Write(run.DocumentNames),
            run.LastSeq,
            run.LastRunAt,
            run.Runs
        );
}
