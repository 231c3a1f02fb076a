using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Retention;

/// <summary>One small bite of what has to go: the writer must not be held up.</summary>
internal static class Expiry
{
    /// <summary>The most rows of one bite.</summary>
    public const int Bite = 2000;

    /// <summary>What goes, each a step that returns how much went; a step that took a whole bite is asked again.</summary>
    public static IEnumerable<Func<WriteSession, int>> Steps(
        RetentionPeriods keep,
        DateTimeOffset now
    ) =>
        [
            session => RollUp.Samples(session, now - keep.Fine, Bite),
            session => RollUp.Events(session, now - keep.Fine, Bite / 10) * 10,
            session => Delete(session, "event_line", "at < $1", now - keep.Lines),
            session => ExcessLines(session, keep.LinesPerHost),
            session => Series(session, "sample", now - keep.Hourly),
            session => Series(session, "event_count", now - keep.Hourly),
            session => Series(session, "event_bucket", now - keep.Hourly),
            session => Delete(session, "fact_change", "at < $1", now - keep.Changes),
            session => Delete(session, "finding_span", "\"to\" < $1", now - keep.Changes),
            session => Delete(session, "link_span", "\"to\" < $1", now - keep.Changes),
            session =>
                Delete(
                    session,
                    "regression",
                    $"state = {(int)RegressionState.Resolved} AND is_remembered = 0 AND closed_at < $1",
                    now - keep.Changes
                ),
            session => Delete(session, "regression_event", "at < $1", now - keep.Changes),
            session =>
                Delete(session, "agent_certificate", "not_after < $1", now - keep.Credentials),
            session =>
                Delete(session, "enrolment_token", "expires_at < $1", now - keep.Credentials),
            session => Delete(session, "diagnosis", "at < $1", now - keep.Diagnoses),
            session => ExcessDiagnoses(session, keep.MostDiagnoses),
            session =>
                Delete(
                    session,
                    "notification",
                    "next_try_at IS NULL AND created_at < $1",
                    now - keep.Notifications
                ),
            session =>
                Delete(session, "notification_group", "resolved_at < $1", now - keep.Notifications),
            session => SweepParts(session, "sweep_result", keep, now),
            session => SweepParts(session, "sweep_host", keep, now),
            session => Delete(session, "sweep", OldSweeps(keep), now - keep.Sweeps),
            Documents,
        ];

    private static int Delete(
        WriteSession session,
        string table,
        string which,
        DateTimeOffset before
    ) =>
        session.Run(
            $"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE {which} LIMIT {Bite})",
            before
        );

    private static int Series(WriteSession session, string table, DateTimeOffset before) =>
        Delete(session, table, $"seconds >= {SeriesWriting.Fine} AND start < $1", before);

    private static int ExcessLines(WriteSession session, int perHost) =>
        session.Run(
            $"""
            DELETE FROM event_line WHERE id IN (
                SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY host_id ORDER BY at DESC, id DESC) AS place FROM event_line)
                WHERE place > $1 LIMIT {Bite})
            """,
            perHost
        );

    private static int ExcessDiagnoses(WriteSession session, int most) =>
        session.Run(
            $"""
            DELETE FROM diagnosis WHERE id IN (SELECT id FROM diagnosis
                WHERE id <= (SELECT max(id) FROM diagnosis) - $1 LIMIT {Bite})
            """,
            most
        );

    /// <summary>What belongs to sweeps that have to go; the sweep itself goes last, so that nothing is left behind without it.</summary>
    private static int SweepParts(
        WriteSession session,
        string table,
        RetentionPeriods keep,
        DateTimeOffset now
    ) =>
        Delete(
            session,
            table,
            $"sweep_id IN (SELECT id FROM sweep WHERE {OldSweeps(keep)})",
            now - keep.Sweeps
        );

    private static string OldSweeps(RetentionPeriods keep) =>
        $"ended_at IS NOT NULL AND (ended_at < $1 OR id <= (SELECT max(id) FROM sweep) - {keep.MostSweeps})";

    private static int Documents(WriteSession session) =>
        session.Run(
            $"""
            DELETE FROM document WHERE id IN (SELECT id FROM document
                WHERE NOT EXISTS (SELECT 1 FROM host_document WHERE document_id = document.id) LIMIT {Bite})
            """
        );
}
