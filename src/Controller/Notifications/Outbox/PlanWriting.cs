using Fleet.Controller.History.Writing;
using Fleet.Controller.Notifications.Messages;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>Stores a plan together with how far the feed was read: that is why a crash neither loses nor doubles a message.</summary>
internal static class PlanWriting
{
    /// <summary>Returns how many messages were made.</summary>
    public static int Write(WriteSession session, PlanReading reading, Plan plan)
    {
        Move(session, reading);
        var ids = plan.Groups.Select(group => Write(session, group)).ToList();
        foreach (var message in plan.Messages)
        {
            session.Run(
                """
                INSERT INTO notification(group_id, receiver, kind, message, created_at, tries, next_try_at, problem)
                VALUES($1, $2, $3, $4, $5, 0, $5, '')
                """,
                ids[message.Group],
                message.Receiver,
                message.Kind,
                NoticeJson.Write(Composer.Of(message, reading.Input.Now)),
                reading.Input.Now
            );
        }

        return plan.Messages.Length;
    }

    private static void Move(WriteSession session, PlanReading reading)
    {
        if (
            session.Scalar<long>(
                "SELECT position FROM feed_cursor WHERE reader = $1",
                PlanReading.Reader
            ) != reading.From
        )
        {
            throw new InvalidOperationException(
                "two plans were made of the same part of the feed; this one is not stored"
            );
        }

        session.Run(
            "INSERT INTO feed_cursor(reader, position) VALUES($1, $2) ON CONFLICT(reader) DO UPDATE SET position = $2",
            PlanReading.Reader,
            reading.Position
        );
    }

    private static long Write(WriteSession session, NoticeGroup group) =>
        group.Id == 0
            ? session.Scalar<long>(
                """
                INSERT INTO notification_group("key", receiver, opened_at, resolved_at, next_at, told, escalated, members)
                VALUES($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
                """,
                group.Key,
                group.Receiver,
                group.OpenedAt,
                group.ResolvedAt,
                group.NextAt,
                group.Told,
                group.Escalated,
                GroupRows.Members(group)
            )
            : session.Scalar<long>(
                """
                UPDATE notification_group SET resolved_at = $2, next_at = $3, told = $4, escalated = $5, members = $6
                WHERE id = $1 RETURNING id
                """,
                group.Id,
                group.ResolvedAt,
                group.NextAt,
                group.Told,
                group.Escalated,
                GroupRows.Members(group)
            );
}
