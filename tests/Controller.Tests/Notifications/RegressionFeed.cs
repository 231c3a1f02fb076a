using Fleet.Checks.Judging;
using Fleet.Controller.History;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Notifications;

/// <summary>Regressions and the steps of their lives, written as judging writes them: both in one commit.</summary>
internal sealed class RegressionFeed(HistoryDatabase database)
{
    /// <summary>Opens one; returns its id.</summary>
    public Task<long> OpenAsync(
        int host,
        string subject,
        DateTimeOffset at,
        bool late = false,
        long? causedBy = null
    ) =>
        database.Writer.CommitAsync(
            session =>
            {
                var id = session.Scalar<long>(
                    """
                    INSERT INTO regression(host_id, kind, rule, subject, state, severity, "check", summary, before, after, remedy, changes,
                        opened_at, opened_seq, cause_resolved, late, accepted_by, reason, is_remembered, caused_by)
                    VALUES($1, $2, 'ssh.config/permit_root_login', $3, $4, $5, 'ssh.config', $6, 'no', 'yes', '["sshd -t"]', '[]',
                        $7, 1, 0, $8, '', '', 1, $9) RETURNING id
                    """,
                    host,
                    RegressionKind.Rule,
                    subject,
                    RegressionState.New,
                    Severity.High,
                    $"{subject} is wrong",
                    at,
                    late,
                    causedBy
                );
                Step(session, id, host, RegressionEventKind.Opened, RegressionState.New, at, late);
                return id;
            },
            CancellationToken.None
        );

    public Task BecomeAsync(
        long id,
        int host,
        RegressionState state,
        RegressionEventKind kind,
        DateTimeOffset at
    ) =>
        database.Writer.CommitAsync(
            session =>
            {
                session.Run("UPDATE regression SET state = $2 WHERE id = $1", id, state);
                Step(session, id, host, kind, state, at, late: false);
                return true;
            },
            CancellationToken.None
        );

    private static void Step(
        WriteSession session,
        long id,
        int host,
        RegressionEventKind kind,
        RegressionState state,
        DateTimeOffset at,
        bool late
    ) =>
        session.Run(
            """
            INSERT INTO regression_event(regression_id, host_id, kind, state, at, stored_at, "by", text, late)
            VALUES($1, $2, $3, $4, $5, $5, '', '', $6)
            """,
            id,
            host,
            kind,
            state,
            at,
            late
        );
}
