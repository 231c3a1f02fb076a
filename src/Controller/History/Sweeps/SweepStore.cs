using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Sweeps;

/// <summary>One host's answer, to be stored whole.</summary>
/// <param name="Host">What became of it, and its counts.</param>
/// <param name="Results">At least one for each control.</param>
public sealed record SweptRows(SweepHostRow Host, IReadOnlyList<SweepResultRow> Results);

/// <summary>Sweeps in the database. A host's results are written once, in the commit that takes it off the waiting list; that is why no restart doubles or loses one.</summary>
public sealed class SweepStore(HistoryDatabase database)
{
    /// <summary>Stores a sweep with its list of hosts, all waiting; returns its id. Ids are never given twice.</summary>
    public Task<long> BeginAsync(
        SweepRow sweep,
        IReadOnlyCollection<SweepHostRow> hosts,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session => SweepWriting.Begin(session, sweep, hosts),
            cancellationToken
        );

    /// <summary>Stores answers of hosts that still wait, of a sweep that has not ended; others are left as they are.</summary>
    /// <returns>How many hosts were taken.</returns>
    public Task<int> SaveAsync(
        long sweep,
        IReadOnlyList<SweptRows> answers,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session => answers.Count(answer => SweepWriting.Save(session, sweep, answer)),
            cancellationToken
        );

    /// <summary>Ends a sweep on whose list nobody waits any more; false: it had ended, or somebody does.</summary>
    public Task<bool> EndAsync(
        long sweep,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session => SweepWriting.End(session, sweep, at),
            cancellationToken
        );

    /// <summary>From here on no host is asked any more; false: there is no such sweep that runs.</summary>
    public Task<bool> CancelAsync(
        long sweep,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            session => SweepWriting.Cancel(session, sweep, by, at),
            cancellationToken
        );

    /// <summary>Sweeps that have not ended, oldest first.</summary>
    public Task<IReadOnlyList<SweepRow>> UnendedAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync<IReadOnlyList<SweepRow>>(
            async (db, cancellation) =>
                await db
                    .Sweeps.Where(row => row.EndedAt == null)
                    .OrderBy(row => row.Id)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>The sweep's hosts that have no answer, by name.</summary>
    public Task<IReadOnlyList<SweepHostRow>> WaitingAsync(
        long sweep,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<SweepHostRow>>(
            async (db, cancellation) =>
                await db
                    .SweepHosts.Where(row =>
                        row.SweepId == sweep && row.State == SweepHostState.Waiting
                    )
                    .OrderBy(row => row.Name)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>How many hosts a sweep has.</summary>
    public Task<int> CountAsync(long sweep, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
                db.SweepHosts.CountAsync(row => row.SweepId == sweep, cancellation),
            cancellationToken
        );
}
