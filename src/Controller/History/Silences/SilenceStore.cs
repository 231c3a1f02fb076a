using System.Globalization;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging.Policies;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Silences;

/// <summary>Silences that operators made, in the database.</summary>
public sealed class SilenceStore(HistoryDatabase database)
{
    /// <summary>Those that have not ended by then, the newest first.</summary>
    public Task<IReadOnlyList<SilenceRow>> ListAsync(
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<SilenceRow>>(
            async (db, cancellation) =>
                await db
                    .Silences.Where(row => row.Until > now)
                    .OrderByDescending(row => row.Id)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>Keeps one; returns its id.</summary>
    public Task<long> AddAsync(SilenceRow row, CancellationToken cancellationToken) =>
        database.Writer.CommitAsync(
            session =>
            {
                var id = session.Scalar<long>(
                    """
                    INSERT INTO silence(host, labels, rule, reason, by, "from", until)
                    VALUES($1, $2, $3, $4, $5, $6, $7) RETURNING id
                    """,
                    row.Host,
                    row.Labels,
                    row.Rule,
                    row.Reason,
                    row.By,
                    row.From,
                    row.Until
                );
                Audit(session, row.From, row.By, "silence.add", id, row.Reason);
                return id;
            },
            cancellationToken
        );

    /// <summary>Ends one early; false: it had ended, or there is none.</summary>
    public Task<bool> EndAsync(
        long id,
        string by,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session =>
            {
                var ended =
                    session.Run(
                        "UPDATE silence SET until = max(\"from\", $2) WHERE id = $1 AND until > $2",
                        id,
                        now
                    ) > 0;
                if (ended)
                {
                    Audit(session, now, by, "silence.end", id, "");
                }

                return ended;
            },
            cancellationToken
        );

    /// <summary>As judging knows it.</summary>
    public static Silence Of(SilenceRow row) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"silence {row.Id}"),
            new HostSelector(row.Host, StoredJson.Labels(row.Labels)),
            row.Rule,
            row.Reason,
            new SilenceWindow.Once(row.From, row.Until)
        );

    private static void Audit(
        WriteSession session,
        DateTimeOffset at,
        string by,
        string action,
        long id,
        string detail
    ) =>
        AuditLog.Write(
            session,
            new AuditEntry(
                at,
                by,
                action,
                string.Create(CultureInfo.InvariantCulture, $"silence {id}"),
                detail
            )
        );
}
