using Fleet.Controller.History.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Sweeps;

/// <summary>Sums over some hosts of one sweep.</summary>
public sealed record SweepSums
{
    public required long SweepId { get; init; }

    public required int Hosts { get; init; }

    /// <summary>Hosts without an answer yet.</summary>
    public required int Waiting { get; init; }

    public required int Passed { get; init; }

    public required int Warned { get; init; }

    public required int Failed { get; init; }

    public required int Unknown { get; init; }

    public required int Waived { get; init; }

    public required int Manual { get; init; }

    public required int NotApplicable { get; init; }
}

/// <summary>What is stored of sweeps.</summary>
public sealed class SweepReads(HistoryDatabase database)
{
    /// <summary>Null: there is none, or none any more.</summary>
    public Task<SweepRow?> FindAsync(long id, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) => db.Sweeps.FirstOrDefaultAsync(row => row.Id == id, cancellation),
            cancellationToken
        );

    /// <summary>The newest, newest first.</summary>
    /// <param name="profile">Of this profile; empty: of all.</param>
    /// <param name="hosts">With one of these hosts; null: all.</param>
    /// <param name="limit">The most of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<SweepRow>> ListAsync(
        string profile,
        IReadOnlyCollection<string>? hosts,
        int limit,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<SweepRow>>(
            async (db, cancellation) =>
                await db
                    .Sweeps.Where(row =>
                        (profile == "" || row.Profile == profile)
                        && (
                            hosts == null
                            || db.SweepHosts.Any(host =>
                                host.SweepId == row.Id && hosts.Contains(host.Name)
                            )
                        )
                    )
                    .OrderByDescending(row => row.Id)
                    .Take(limit)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>Sweeps of the same profile and selection that ended before this one began to, newest first.</summary>
    public Task<IReadOnlyList<SweepRow>> BeforeAsync(
        SweepRow sweep,
        int limit,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<SweepRow>>(
            async (db, cancellation) =>
                await db
                    .Sweeps.Where(row =>
                        row.Profile == sweep.Profile
                        && row.Selection == sweep.Selection
                        && row.State == SweepState.Ended
                        && row.Id < sweep.Id
                    )
                    .OrderByDescending(row => row.Id)
                    .Take(limit)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>Sums by sweep; a sweep without any of the hosts is not among them.</summary>
    /// <param name="sweeps">Which.</param>
    /// <param name="hosts">Over these hosts; null: over all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Dictionary<long, SweepSums>> SumsAsync(
        IReadOnlyCollection<long> sweeps,
        IReadOnlyCollection<string>? hosts,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
                db
                    .SweepHosts.Where(row =>
                        sweeps.Contains(row.SweepId) && (hosts == null || hosts.Contains(row.Name))
                    )
                    .GroupBy(row => row.SweepId)
                    .Select(group => new SweepSums
                    {
                        SweepId = group.Key,
                        Hosts = group.Count(),
                        Waiting = group.Count(row => row.State == SweepHostState.Waiting),
                        Passed = group.Sum(row => row.Passed),
                        Warned = group.Sum(row => row.Warned),
                        Failed = group.Sum(row => row.Failed),
                        Unknown = group.Sum(row => row.Unknown),
                        Waived = group.Sum(row => row.Waived),
                        Manual = group.Sum(row => row.Manual),
                        NotApplicable = group.Sum(row => row.NotApplicable),
                    })
                    .ToDictionaryAsync(sums => sums.SweepId, cancellation),
            cancellationToken
        );

    /// <summary>Its hosts, by name.</summary>
    public Task<IReadOnlyList<SweepHostRow>> HostsAsync(
        long sweep,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<SweepHostRow>>(
            async (db, cancellation) =>
                await db
                    .SweepHosts.Where(row => row.SweepId == sweep)
                    .OrderBy(row => row.Name)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>Its results, in no order that counts.</summary>
    public Task<IReadOnlyList<SweepResultRow>> ResultsAsync(
        long sweep,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<SweepResultRow>>(
            async (db, cancellation) =>
                await db.SweepResults.Where(row => row.SweepId == sweep).ToListAsync(cancellation),
            cancellationToken
        );
}
