using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>What operators ask of storage; each answer comes from one snapshot.</summary>
public sealed class FleetQueries(HistoryDatabase database)
{
    /// <summary>Hosts that have all of the labels, worst first.</summary>
    public Task<IReadOnlyList<HostSummaryAnswer>> HostsAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
            {
                var hosts = db.Hosts.AsQueryable();
                foreach (var (key, value) in labels)
                {
                    hosts = hosts.Where(host =>
                        host.Labels.Any(label => label.Key == key && label.Value == value)
                    );
                }

                return HostQueries.SummariesAsync(db, hosts, cancellation);
            },
            cancellationToken
        );

    /// <summary>The fleet in numbers.</summary>
    public Task<FleetTotals> TotalsAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
                new FleetTotals(
                    await db.Hosts.LongCountAsync(cancellation),
                    await db.Links.LongCountAsync(
                        row =>
                            row.To == null
                            && (row.State == LinkState.Online || row.State == LinkState.CatchingUp),
                        cancellation
                    ),
                    await db
                        .Regressions.Where(OpenRegressions.IsOpen)
                        .LongCountAsync(row => row.CausedBy == null, cancellation)
                ),
            cancellationToken
        );

    /// <summary>All that is known of a host; null: there is none of that name.</summary>
    public Task<HostAnswer?> HostAsync(string name, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
            {
                var named = db.Hosts.Where(host => host.Name == name);
                var found = await HostQueries.SummariesAsync(db, named, cancellation);
                if (found is not [var summary])
                {
                    return null;
                }

                var id = summary.Id;
                return new HostAnswer(
                    summary,
                    await HostQueries.FindingsAsync(db, id, "", cancellation),
                    await HostQueries.ChecksAsync(db, id, cancellation),
                    await RegressionQueries.ListAsync(
                        db,
                        db.Regressions.Where(row =>
                            row.HostId == id && row.State != RegressionState.Resolved
                        ),
                        cancellation
                    )
                );
            },
            cancellationToken
        );

    /// <summary>A host's id; null: there is none of that name.</summary>
    public Task<int?> HostIdAsync(string name, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) => IdOf(db, name, cancellation),
            cancellationToken
        );

    /// <summary>Names of all hosts, sorted.</summary>
    public Task<IReadOnlyList<string>> HostNamesAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync<IReadOnlyList<string>>(
            async (db, cancellation) =>
                await db
                    .Hosts.OrderBy(host => host.Name)
                    .Select(host => host.Name)
                    .ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>Hosts grouped by what they say of a key, or of the keys that a pattern matches (<see cref="Checks.Facts.FactKey.Matches(string, string)"/>).</summary>
    public Task<IReadOnlyList<FactGroupAnswer>> FactsAsync(
        string pattern,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            (db, cancellation) => FactQueries.GroupAsync(db, pattern, cancellation),
            cancellationToken
        );

    /// <summary>Where every host is in the network, by name.</summary>
    public Task<IReadOnlyList<PlaceAnswer>> PlacesAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(PlaceQueries.ListAsync, cancellationToken);

    /// <summary>Regressions, newest first.</summary>
    /// <param name="host">Of one host; empty: of all.</param>
    /// <param name="all">Resolved and accepted ones too.</param>
    /// <param name="consequences">Those attached to another on their own as well.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<RegressionAnswer>> RegressionsAsync(
        string host,
        bool all,
        bool consequences,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
            {
                var some = all ? db.Regressions : db.Regressions.Where(OpenRegressions.IsOpen);
                var rows = some.Where(row =>
                    (consequences || row.CausedBy == null)
                    && (host == "" || db.Hosts.Any(h => h.Id == row.HostId && h.Name == host))
                );
                return RegressionQueries.ListAsync(db, rows, cancellation);
            },
            cancellationToken
        );

    /// <summary>One regression; null: there is none with that id.</summary>
    public Task<RegressionAnswer?> RegressionAsync(long id, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
            {
                var rows = db.Regressions.Where(row => row.Id == id);
                var found = await RegressionQueries.ListAsync(db, rows, cancellation);
                return found is [var one] ? one : null;
            },
            cancellationToken
        );

    /// <summary>These regressions, newest first; those that there are not are left out.</summary>
    public Task<IReadOnlyList<RegressionAnswer>> RegressionsAsync(
        IReadOnlyList<long> ids,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            (db, cancellation) =>
                RegressionQueries.ListAsync(
                    db,
                    db.Regressions.Where(row => ids.Contains(row.Id)),
                    cancellation
                ),
            cancellationToken
        );

    /// <summary>One regression with those that are told as one with it, and what happened to them; null: there is none with that id.</summary>
    public Task<RegressionStoryAnswer?> RegressionStoryAsync(
        long id,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            (db, cancellation) => RegressionQueries.StoryAsync(db, id, cancellation),
            cancellationToken
        );

    /// <summary>What happened on a host, newest first: facts, outcomes and link; facts alone where a key is named.</summary>
    /// <param name="host">The host; where there is none of that name, nothing happened.</param>
    /// <param name="pattern">A key or pattern; empty: all.</param>
    /// <param name="limit">The most entries.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<HistoryAnswer>> HistoryAsync(
        string host,
        string pattern,
        int limit,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
                await IdOf(db, host, cancellation) is { } id
                    ? await HistoryQueries.ListAsync(db, id, pattern, limit, cancellation)
                    : [],
            cancellationToken
        );

    /// <summary>All that is stored of the first of these hosts that there is; null: none is.</summary>
    public async Task<EvidenceAnswer?> EvidenceAsync(
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        var known = await HostNamesAsync(cancellationToken);
        return
            names.FirstOrDefault(name => known.Contains(name, StringComparer.Ordinal)) is { } name
            && await HostAsync(name, cancellationToken) is { } host
            ? await database.Reader.ReadAsync(
                (db, cancellation) => EvidenceQueries.OfAsync(db, host, cancellation),
                cancellationToken
            )
            : null;
    }

    /// <summary>What a run of a check brought.</summary>
    /// <param name="hostId">The host.</param>
    /// <param name="check">The check.</param>
    /// <param name="epoch">The spool epoch that <paramref name="seq"/> counts in.</param>
    /// <param name="seq">The run's record; 0: none of its own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<RunAnswer> RunAsync(
        int hostId,
        string check,
        ulong epoch,
        ulong seq,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
                new RunAnswer(
                    await HostQueries.FindingsAsync(db, hostId, check + "/", cancellation),
                    await HistoryQueries.OfRecordAsync(db, hostId, epoch, seq, cancellation)
                ),
            cancellationToken
        );

    private static Task<int?> IdOf(FleetDb db, string name, CancellationToken cancellation) =>
        db
            .Hosts.Where(host => host.Name == name)
            .Select(host => (int?)host.Id)
            .FirstOrDefaultAsync(cancellation);
}
