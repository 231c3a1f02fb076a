using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.History.Hosts;

/// <summary>Regressions get their ids here; a key names at most one that is remembered.</summary>
internal static class RegressionWriting
{
    private static readonly string[] Names =
    [
        "state",
        "severity",
        "\"check\"",
        "summary",
        "before",
        "after",
        "remedy",
        "changes",
        "opened_at",
        "opened_seq",
        "closed_at",
        "cause_kind",
        "cause_rule",
        "cause_subject",
        "cause_resolved",
        "late",
        "accepted_by",
        "reason",
        "accepted_until",
        "is_remembered",
        "openings",
        "lately_opened",
        "flapping_since",
        "acknowledged_by",
        "acknowledged_at",
        "silenced_by",
        "last_good_at",
        "impact",
    ];

    private static readonly string UpdateText = $"""
        UPDATE regression SET {Columns((name, at) => $"{name} = ${at}")}, caused_by = NULL
        WHERE host_id = $1 AND kind = $2 AND rule = $3 AND subject = $4 AND is_remembered = 1 RETURNING id
        """;

    private static readonly string InsertText = $"""
        INSERT INTO regression(host_id, kind, rule, subject, {Columns((name, _) => name)})
        VALUES($1, $2, $3, $4, {Columns((_, at) => $"${at}")}) RETURNING id
        """;

    public static void Write(WriteSession session, HostChanges changes)
    {
        var ids = new List<long>();
        var written = new List<(long Id, RegressionKey Cause)>();
        foreach (var entry in changes.Regressions)
        {
            var id =
                Update(session, changes.HostId, entry) ?? Insert(session, changes.HostId, entry);
            ids.Add(id);
            if (entry.CausedBy is { } cause)
            {
                written.Add((id, cause));
            }
        }

        // After all of them are there: a cause may stand behind its consequence in the list.
        foreach (var (id, cause) in written)
        {
            session.Run(
                """
                UPDATE regression SET caused_by = (SELECT max(id) FROM regression AS cause
                    WHERE cause.host_id = $2 AND cause.kind = $3 AND cause.rule = $4 AND cause.subject = $5)
                WHERE id = $1
                """,
                id,
                changes.HostId,
                cause.Kind,
                cause.Rule,
                cause.Subject
            );
        }

        foreach (var step in changes.RegressionEvents)
        {
            Write(session, changes, ids[step.Row], step);
        }
    }

    private static void Write(
        WriteSession session,
        HostChanges changes,
        long id,
        RegressionEvent step
    ) =>
        session.Run(
            """
            INSERT INTO regression_event(regression_id, host_id, kind, state, at, stored_at, by, text, late)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            id,
            changes.HostId,
            step.Kind,
            step.State,
            step.At,
            changes.ReceivedAt,
            step.By,
            step.Text,
            step.Late
        );

    private static long? Update(WriteSession session, int hostId, RegressionEntry entry)
    {
        var id = session.Scalar<long>(UpdateText, Values(hostId, entry));
        return id == 0 ? null : id;
    }

    private static long Insert(WriteSession session, int hostId, RegressionEntry entry) =>
        session.Scalar<long>(InsertText, Values(hostId, entry));

    private static string Columns(Func<string, int, string> write) =>
        string.Join(", ", Names.Select((name, at) => write(name, at + 5)));

    private static object?[] Values(int hostId, RegressionEntry entry) =>
        [
            hostId,
            entry.Key.Kind,
            entry.Key.Rule,
            entry.Key.Subject,
            entry.State,
            entry.Severity,
            entry.Check,
            entry.Summary,
            entry.Before,
            entry.After,
            StoredJson.Write(entry.Remedy),
            StoredJson.Write(entry.Changes),
            entry.OpenedAt,
            entry.OpenedSeq,
            entry.ClosedAt,
            entry.CausedBy?.Kind,
            entry.CausedBy?.Rule,
            entry.CausedBy?.Subject,
            entry.CauseResolved,
            entry.Late,
            entry.AcceptedBy,
            entry.Reason,
            entry.AcceptedUntil,
            entry.IsRemembered,
            entry.Openings,
            StoredJson.Write(entry.LatelyOpened),
            entry.FlappingSince,
            entry.AcknowledgedBy,
            entry.AcknowledgedAt,
            entry.SilencedBy,
            entry.LastGoodAt,
            entry.Impact,
        ];
}
