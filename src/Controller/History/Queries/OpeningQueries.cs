using Fleet.Controller.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>Hosts on which regressions opened, up to a place in the feed of regressions.</summary>
/// <param name="Position">The newest event that was looked at.</param>
/// <param name="Hosts">Hosts with news, each once, in the order of their first.</param>
public sealed record Openings(long Position, IReadOnlyList<int> Hosts);

/// <summary>Follows the feed of regressions for what opens.</summary>
public sealed class OpeningQueries(HistoryDatabase database)
{
    private const int AtOnce = 1000;

    /// <summary>Where the feed ends now.</summary>
    public Task<long> EndAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
                await db.RegressionEvents.MaxAsync(row => (long?)row.Id, cancellation) ?? 0,
            cancellationToken
        );

    /// <summary>What opened since; what is history when it is stored is left out.</summary>
    public Task<Openings> AfterAsync(long position, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
            {
                var rows = await db
                    .RegressionEvents.Where(row => row.Id > position)
                    .OrderBy(row => row.Id)
                    .Take(AtOnce)
                    .Select(row => new
                    {
                        row.Id,
                        row.HostId,
                        row.Kind,
                        row.Late,
                    })
                    .ToListAsync(cancellation);
                var hosts = rows.Where(row =>
                        !row.Late
                        && row.Kind is RegressionEventKind.Opened or RegressionEventKind.Reopened
                    )
                    .Select(row => row.HostId)
                    .Distinct();
                return new Openings(rows is [.., var last] ? last.Id : position, [.. hosts]);
            },
            cancellationToken
        );
}
