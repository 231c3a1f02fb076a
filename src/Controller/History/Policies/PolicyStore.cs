using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Policies;

/// <summary>Policies that were applied. Versions count from 1 without a gap; none is ever changed or removed.</summary>
public sealed class PolicyStore(HistoryDatabase database)
{
    private const string Reader = "policy.judged";

    /// <summary>Adds one, unless another came between.</summary>
    /// <param name="policy">Without a version.</param>
    /// <param name="expected">The newest version there must be; 0: none.</param>
    /// <param name="cancellationToken">Ends the wait for the writer's queue.</param>
    /// <returns>Its version; null: the newest one is another, and nothing was stored.</returns>
    public Task<long?> AddAsync(
        PolicyRow policy,
        long expected,
        CancellationToken cancellationToken
    ) => database.Writer.CommitAsync(session => Add(session, policy, expected), cancellationToken);

    /// <summary>Null: none was ever applied.</summary>
    public Task<PolicyRow?> NewestAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
                db.Policies.OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancellation),
            cancellationToken
        );

    /// <summary>Null: there is no such version.</summary>
    public Task<PolicyRow?> FindAsync(long version, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
                db.Policies.FirstOrDefaultAsync(row => row.Id == version, cancellation),
            cancellationToken
        );

    /// <summary>Newest first, without their texts.</summary>
    public Task<IReadOnlyList<PolicyRow>> ListAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync<IReadOnlyList<PolicyRow>>(
            async (db, cancellation) =>
                await db
                    .Policies.OrderByDescending(row => row.Id)
                    .Select(row => new PolicyRow
                    {
                        Id = row.Id,
                        AppliedAt = row.AppliedAt,
                        By = row.By,
                        Reason = row.Reason,
                        File = row.File,
                        Text = "",
                    })
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>The version that the whole fleet was last judged by; 0: the built-in one.</summary>
    public Task<long> JudgedAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
                db
                    .FeedCursors.Where(row => row.Reader == Reader)
                    .Select(row => row.Position)
                    .FirstOrDefaultAsync(cancellation),
            cancellationToken
        );

    /// <summary>Notes that the whole fleet was judged by a version.</summary>
    public Task<int> SetJudgedAsync(long version, CancellationToken cancellationToken) =>
        database.Writer.CommitAsync(
            session =>
                session.Run(
                    """
                    INSERT INTO feed_cursor(reader, position) VALUES($1, $2)
                    ON CONFLICT(reader) DO UPDATE SET position = $2
                    """,
                    Reader,
                    version
                ),
            cancellationToken
        );

    /// <summary>Every host that has said something.</summary>
    public Task<IReadOnlyList<int>> HostIdsAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync<IReadOnlyList<int>>(
            async (db, cancellation) =>
                await db
                    .Positions.OrderBy(row => row.HostId)
                    .Select(row => row.HostId)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    private static long? Add(WriteSession session, PolicyRow policy, long expected)
    {
        var newest = session.Scalar<long>("SELECT COALESCE(MAX(id), 0) FROM policy");
        if (newest != expected)
        {
            return null;
        }

        var version = newest + 1;
        session.Run(
            """INSERT INTO policy(id, applied_at, "by", reason, file, text) VALUES($1, $2, $3, $4, $5, $6)""",
            version,
            policy.AppliedAt,
            policy.By,
            policy.Reason,
            policy.File,
            policy.Text
        );
        AuditLog.Write(
            session,
            new AuditEntry(
                policy.AppliedAt,
                policy.By,
                "policy.apply",
                $"version {version}",
                policy.Reason
            )
        );
        return version;
    }
}
