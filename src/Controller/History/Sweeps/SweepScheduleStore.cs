using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Sweeps;

/// <summary>When sweeps begin by themselves, in the database.</summary>
public sealed class SweepScheduleStore(HistoryDatabase database)
{
    /// <summary>By name.</summary>
    public Task<IReadOnlyList<SweepScheduleRow>> ListAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync<IReadOnlyList<SweepScheduleRow>>(
            async (db, cancellation) =>
                await db.SweepSchedules.OrderBy(row => row.Name).ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>Null: there is none of that name.</summary>
    public Task<SweepScheduleRow?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
                db.SweepSchedules.FirstOrDefaultAsync(row => row.Name == name, cancellation),
            cancellationToken
        );

    /// <summary>Adds one; false: there is one of that name.</summary>
    public Task<bool> AddAsync(SweepScheduleRow row, CancellationToken cancellationToken) =>
        database.Writer.CommitAsync(session => Add(session, row), cancellationToken);

    /// <summary>Pauses or resumes; what fell due before a resumption is not made up for. False: there is none of that name.</summary>
    public Task<bool> PauseAsync(
        string name,
        bool isPaused,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session =>
                Noted(
                    session,
                    session.Run(
                        "UPDATE sweep_schedule SET is_paused = $2, honoured_at = $3 WHERE name = $1",
                        name,
                        isPaused,
                        at
                    ),
                    new(
                        at,
                        by,
                        isPaused ? "sweep_schedule.pause" : "sweep_schedule.resume",
                        name,
                        ""
                    )
                ),
            cancellationToken
        );

    /// <summary>Removes one; false: there is none of that name.</summary>
    public Task<bool> RemoveAsync(
        string name,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session =>
                Noted(
                    session,
                    session.Run("DELETE FROM sweep_schedule WHERE name = $1", name),
                    new(at, by, "sweep_schedule.remove", name, "")
                ),
            cancellationToken
        );

    private static bool Add(WriteSession session, SweepScheduleRow row) =>
        Noted(
            session,
            session.Run(
                """
                INSERT INTO sweep_schedule(name, cron, time_zone, profile, profile_text, labels, patience, by, created_at,
                    is_paused, honoured_at)
                VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $9) ON CONFLICT(name) DO NOTHING
                """,
                row.Name,
                row.Cron,
                row.TimeZone,
                row.Profile,
                row.ProfileText,
                row.Labels,
                row.Patience.ToString("c"),
                row.By,
                row.CreatedAt
            ),
            new(row.CreatedAt, row.By, "sweep_schedule.add", row.Name, $"{row.Profile} {row.Cron}")
        );

    private static bool Noted(WriteSession session, int changed, AuditEntry entry)
    {
        if (changed == 0)
        {
            return false;
        }

        AuditLog.Write(session, entry);
        return true;
    }
}
