using Fleet.Checks.Judging;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Hosts;

/// <summary>Outcomes as spans: one row from when to when.</summary>
internal static class FindingWriting
{
    public static void Write(WriteSession session, HostChanges changes)
    {
        // A subject may go and come back within one commit: only the records' order tells which came last.
        var begun = changes.Findings.Select(span => (Seq: span.SinceSeq, Ended: false, span));
        var ended = changes.FindingsEnded.Select(end =>
            (end.Seq, Ended: true, span: Ending(end.Key, end.At))
        );
        foreach (var (_, isEnd, span) in begun.Concat(ended).OrderBy(step => step.Seq))
        {
            var before = End(session, changes.HostId, span);
            if (!isEnd)
            {
                Begin(session, changes.HostId, span, before);
            }
        }

        foreach (var span in changes.FindingsRefreshed)
        {
            Refresh(session, changes.HostId, span);
        }
    }

    private static FindingSpan Ending(FindingKey key, DateTimeOffset at) =>
        new(
            new Finding
            {
                Rule = key.Rule,
                Subject = key.Subject,
                Outcome = Outcome.Unspecified,
                Severity = Severity.Unspecified,
                Summary = "",
            },
            Outcome.Unspecified,
            at,
            0
        );

    private static Outcome End(WriteSession session, int hostId, FindingSpan span) =>
        (Outcome)
            session.Scalar<long>(
                """
                UPDATE finding_span SET "to" = max("from", $4)
                WHERE host_id = $1 AND rule = $2 AND subject = $3 AND "to" IS NULL RETURNING outcome
                """,
                hostId,
                span.Finding.Rule,
                span.Finding.Subject,
                span.Since
            );

    private static void Begin(WriteSession session, int hostId, FindingSpan span, Outcome before) =>
        session.Run(
            """
            INSERT INTO finding_span(host_id, rule, subject, outcome, before, last_certain, severity, summary, remedy, keys,
                source, valid_until, from_seq, "from", waived_reason, waived_until, "to")
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, NULL)
            """,
            hostId,
            span.Finding.Rule,
            span.Finding.Subject,
            span.Finding.Outcome,
            before,
            span.LastCertain,
            span.Finding.Severity,
            span.Finding.Summary,
            StoredJson.Write(span.Finding.Remedy),
            StoredJson.Write(span.Finding.Keys),
            span.Finding.Source,
            span.Finding.ValidUntil,
            span.SinceSeq,
            span.Since,
            span.WaivedReason,
            span.WaivedUntil
        );

    private static void Refresh(WriteSession session, int hostId, FindingSpan span) =>
        session.Run(
            """
            UPDATE finding_span SET outcome = $4, last_certain = $5, severity = $6, summary = $7, remedy = $8, keys = $9,
                source = $10, valid_until = $11, from_seq = $12, "from" = $13, waived_reason = $14, waived_until = $15
            WHERE host_id = $1 AND rule = $2 AND subject = $3 AND "to" IS NULL
            """,
            hostId,
            span.Finding.Rule,
            span.Finding.Subject,
            span.Finding.Outcome,
            span.LastCertain,
            span.Finding.Severity,
            span.Finding.Summary,
            StoredJson.Write(span.Finding.Remedy),
            StoredJson.Write(span.Finding.Keys),
            span.Finding.Source,
            span.Finding.ValidUntil,
            span.SinceSeq,
            span.Since,
            span.WaivedReason,
            span.WaivedUntil
        );
}
