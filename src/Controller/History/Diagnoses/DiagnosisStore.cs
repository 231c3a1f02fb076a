using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Diagnoses;

/// <summary>Diagnoses in the database.</summary>
public sealed class DiagnosisStore(HistoryDatabase database)
{
    /// <summary>Keeps one; returns its id. Ids are never given twice.</summary>
    public Task<long> AddAsync(DiagnosisRow row, CancellationToken cancellationToken) =>
        database.Writer.CommitAsync(session => Add(session, row), cancellationToken);

    /// <summary>Null: there is none, or none any more.</summary>
    public Task<DiagnosisRow?> FindAsync(long id, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
                db.Diagnoses.FirstOrDefaultAsync(row => row.Id == id, cancellation),
            cancellationToken
        );

    /// <summary>The newest, without their answers.</summary>
    /// <param name="host">Its name in the fleet; empty: of all.</param>
    /// <param name="hosts">Of these hosts alone; null: of all.</param>
    /// <param name="own">Besides, of hosts that the fleet does not know, those that this operator made.</param>
    /// <param name="limit">The most of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<DiagnosisRow>> ListAsync(
        string host,
        IReadOnlyCollection<string>? hosts,
        string own,
        int limit,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<DiagnosisRow>>(
            async (db, cancellation) =>
                await db
                    .Diagnoses.Where(row =>
                        (host == "" || row.Host == host)
                        && (
                            hosts == null
                            || hosts.Contains(row.Host)
                            || (row.Host == "" && row.Actor == own)
                        )
                    )
                    .OrderByDescending(row => row.Id)
                    .Take(limit)
                    .Select(row => new DiagnosisRow
                    {
                        Id = row.Id,
                        At = row.At,
                        Actor = row.Actor,
                        Host = row.Host,
                        Target = row.Target,
                        User = row.User,
                        Vantage = row.Vantage,
                        Gate = row.Gate,
                        Cause = row.Cause,
                        Summary = row.Summary,
                        Exit = row.Exit,
                        Answer = "",
                    })
                    .ToListAsync(cancellation),
            cancellationToken
        );

    private static long Add(WriteSession session, DiagnosisRow row) =>
        session.Scalar<long>(
            """
            INSERT INTO diagnosis(at, actor, host, target, user, vantage, gate, cause, summary, exit, answer)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id
            """,
            row.At,
            row.Actor,
            row.Host,
            row.Target,
            row.User,
            row.Vantage,
            row.Gate,
            row.Cause,
            row.Summary,
            row.Exit,
            row.Answer
        );
}
