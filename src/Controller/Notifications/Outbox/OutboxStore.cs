using Fleet.Controller.History;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Notifications.Messages;
using Fleet.Controller.Notifications.Sending;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.Notifications.Outbox;

/// <summary>Messages in the database, on their way and arrived.</summary>
public sealed class OutboxStore(HistoryDatabase database)
{
    private const int MostAtOnce = 50;

    /// <summary>Receivers for whom messages are due.</summary>
    public Task<IReadOnlyList<string>> WaitingAsync(
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<string>>(
            async (db, cancellation) =>
                await db
                    .Notifications.Where(row => row.NextTryAt <= now)
                    .Select(row => row.Receiver)
                    .Distinct()
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>A receiver's messages that are due, oldest first.</summary>
    public Task<IReadOnlyList<NotificationRow>> DueAsync(
        string receiver,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<NotificationRow>>(
            async (db, cancellation) =>
                await db
                    .Notifications.Where(row => row.Receiver == receiver && row.NextTryAt <= now)
                    .OrderBy(row => row.Id)
                    .Take(MostAtOnce)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>The newest.</summary>
    /// <param name="failed">Only those whose last try failed.</param>
    /// <param name="limit">The most of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<NotificationRow>> ListAsync(
        bool failed,
        int limit,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<NotificationRow>>(
            async (db, cancellation) =>
                await db
                    .Notifications.Where(row =>
                        !failed || (row.DeliveredAt == null && row.Tries > 0)
                    )
                    .OrderByDescending(row => row.Id)
                    .Take(limit)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>Null: there is none.</summary>
    public Task<NotificationRow?> FindAsync(long id, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
                db.Notifications.FirstOrDefaultAsync(row => row.Id == id, cancellation),
            cancellationToken
        );

    /// <summary>Keeps a message that is sent at once, outside the queue; returns its id.</summary>
    public Task<long> AddTestAsync(
        string receiver,
        NoticeMessage message,
        string by,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session =>
            {
                AuditLog.Write(session, new(message.At, by, "notify.test", receiver, ""));
                return session.Scalar<long>(
                    """
                    INSERT INTO notification(receiver, kind, message, created_at, tries, problem)
                    VALUES($1, $2, $3, $4, 0, '') RETURNING id
                    """,
                    receiver,
                    message.Kind,
                    NoticeJson.Write(message),
                    message.At
                );
            },
            cancellationToken
        );

    /// <summary>It arrived.</summary>
    public Task DeliveredAsync(long id, DateTimeOffset at) =>
        database.Writer.CommitAsync(
            session =>
                session.Run(
                    "UPDATE notification SET tries = tries + 1, delivered_at = $2, next_try_at = NULL, problem = '' WHERE id = $1",
                    id,
                    at
                ),
            CancellationToken.None
        );

    /// <summary>It did not.</summary>
    /// <param name="id">Which.</param>
    /// <param name="problem">Why.</param>
    /// <param name="next">Null: it is given up.</param>
    public Task FailedAsync(long id, string problem, DateTimeOffset? next) =>
        database.Writer.CommitAsync(
            session =>
                session.Run(
                    "UPDATE notification SET tries = tries + 1, next_try_at = $2, problem = $3 WHERE id = $1",
                    id,
                    next,
                    problem
                ),
            CancellationToken.None
        );

    /// <summary>Sends what was not delivered once more. False: there is no such message.</summary>
    public Task<bool> RetryAsync(
        long id,
        string by,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session =>
            {
                AuditLog.Write(session, new(now, by, "notify.retry", $"{id}", ""));
                return session.Run(
                        "UPDATE notification SET next_try_at = $2 WHERE id = $1 AND delivered_at IS NULL",
                        id,
                        now
                    ) > 0;
            },
            cancellationToken
        );

    /// <summary>As it goes out.</summary>
    internal static Delivery DeliveryOf(NotificationRow row, Judging.Policies.Receiver receiver) =>
        new(
            Delivery.IdOf(row.Id, row.CreatedAt),
            row.GroupId is { } group ? $"fleet-group-{group}" : "",
            receiver,
            NoticeJson.Read(row.Message)
        );
}
