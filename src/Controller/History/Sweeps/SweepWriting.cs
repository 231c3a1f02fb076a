using System.Globalization;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;

namespace Fleet.Controller.History.Sweeps;

internal static class SweepWriting
{
    public static long Begin(
        WriteSession session,
        SweepRow sweep,
        IReadOnlyCollection<SweepHostRow> hosts
    )
    {
        var id = session.Scalar<long>(
            """
            INSERT INTO sweep(profile, profile_text, profile_view, selection, by, schedule_id, policy_version, started_at,
                deadline, ended_at, state, is_stored)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, $10, $11) RETURNING id
            """,
            sweep.Profile,
            sweep.ProfileText,
            sweep.ProfileView,
            sweep.Selection,
            sweep.By,
            sweep.ScheduleId,
            sweep.PolicyVersion,
            sweep.StartedAt,
            sweep.Deadline,
            SweepState.Running,
            sweep.IsStored
        );
        foreach (var host in hosts)
        {
            session.Run(
                """
                INSERT INTO sweep_host(sweep_id, host_id, name, labels, state, reason, asked, answered_at,
                    passed, warned, failed, unknown, waived, manual, not_applicable)
                VALUES($1, $2, $3, $4, $5, '', 0, NULL, 0, 0, 0, 0, 0, 0, 0)
                """,
                id,
                host.HostId,
                host.Name,
                host.Labels,
                SweepHostState.Waiting
            );
        }

        if (sweep.ScheduleId is { } schedule)
        {
            session.Run(
                "UPDATE sweep_schedule SET honoured_at = max(honoured_at, $2) WHERE id = $1",
                schedule,
                sweep.StartedAt
            );
        }

        Note(session, sweep.By, "sweep.begin", id, sweep.StartedAt, sweep.Selection);
        return id;
    }

    public static bool Save(WriteSession session, long sweep, SweptRows answer)
    {
        var host = answer.Host;
        var taken = session.Run(
            """
            UPDATE sweep_host SET state = $3, reason = $4, asked = $5, answered_at = $6,
                passed = $7, warned = $8, failed = $9, unknown = $10, waived = $11, manual = $12, not_applicable = $13
            WHERE sweep_id = $1 AND host_id = $2 AND state = $14
                AND EXISTS (SELECT 1 FROM sweep WHERE id = $1 AND ended_at IS NULL)
            """,
            sweep,
            host.HostId,
            host.State,
            host.Reason,
            host.Asked,
            host.AnsweredAt,
            host.Passed,
            host.Warned,
            host.Failed,
            host.Unknown,
            host.Waived,
            host.Manual,
            host.NotApplicable,
            SweepHostState.Waiting
        );
        if (taken == 0)
        {
            return false;
        }

        foreach (var result in answer.Results)
        {
            Add(session, sweep, host.HostId, result);
        }

        return true;
    }

    public static bool End(WriteSession session, long sweep, DateTimeOffset at) =>
        session.Run(
            """
            UPDATE sweep SET ended_at = $2, state = CASE state WHEN $3 THEN $3 ELSE $4 END
            WHERE id = $1 AND ended_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM sweep_host WHERE sweep_id = $1 AND state = $5)
            """,
            sweep,
            at,
            SweepState.Cancelled,
            SweepState.Ended,
            SweepHostState.Waiting
        ) == 1;

    public static bool Cancel(WriteSession session, long sweep, string by, DateTimeOffset at)
    {
        var cancelled =
            session.Run(
                "UPDATE sweep SET state = $2 WHERE id = $1 AND ended_at IS NULL AND state = $3",
                sweep,
                SweepState.Cancelled,
                SweepState.Running
            ) == 1;
        if (cancelled)
        {
            Note(session, by, "sweep.cancel", sweep, at, "");
        }

        return cancelled;
    }

    private static void Add(WriteSession session, long sweep, int host, SweepResultRow result) =>
        session.Run(
            """
            INSERT INTO sweep_result(sweep_id, host_id, control, subject, outcome, severity, summary, remedy, evidence,
                waived_reason, waived_until)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            sweep,
            host,
            result.Control,
            result.Subject,
            result.Outcome,
            result.Severity,
            result.Summary,
            result.Remedy,
            result.Evidence,
            result.WaivedReason,
            result.WaivedUntil
        );

    private static void Note(
        WriteSession session,
        string by,
        string action,
        long sweep,
        DateTimeOffset at,
        string detail
    ) =>
        AuditLog.Write(
            session,
            new AuditEntry(at, by, action, sweep.ToString(CultureInfo.InvariantCulture), detail)
        );
}
