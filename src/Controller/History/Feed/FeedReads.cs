using System.Collections.Immutable;
using Fleet.Controller.History.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Feed;

/// <summary>What was read of the feed at once.</summary>
/// <param name="Entries">Each source in its own order.</param>
/// <param name="Hosts">The hosts that they are of.</param>
/// <param name="IsAll">There was no more when it was read.</param>
public sealed record FeedPage(
    ImmutableArray<FeedEntry> Entries,
    ImmutableDictionary<int, HostRow> Hosts,
    bool IsAll
);

/// <summary>Reads the feed behind a position. A page is read whole and from one snapshot: nobody holds the database while its reader is slow.</summary>
public sealed class FeedReads(HistoryDatabase database)
{
    /// <summary>The most of each source in a page.</summary>
    public const int Most = 500;

    /// <summary>What is behind the position.</summary>
    public Task<FeedPage> AfterAsync(FeedPosition from, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) => PageAsync(db, from, cancellation),
            cancellationToken
        );

    /// <summary>The position before everything that happened from a moment on.</summary>
    /// <param name="since">The moment; null: now, so that only what comes is behind it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<FeedPosition> PositionAsync(
        DateTimeOffset? since,
        CancellationToken cancellationToken
    )
    {
        var from = since ?? DateTimeOffset.MaxValue;
        return database.Reader.ReadAsync(
            async (db, cancellation) =>
                new FeedPosition(
                    await BeforeAsync(
                        db.RegressionEvents.Where(row => row.StoredAt >= from)
                            .Select(row => row.Id),
                        db.RegressionEvents.Select(row => row.Id),
                        cancellation
                    ),
                    await BeforeAsync(
                        db.Links.Where(row => row.From >= from).Select(row => row.Id),
                        db.Links.Select(row => row.Id),
                        cancellation
                    ),
                    await BeforeAsync(
                        db.Sweeps.Where(row => row.StartedAt >= from).Select(row => row.Id),
                        db.Sweeps.Select(row => row.Id),
                        cancellation
                    ),
                    await BeforeAsync(
                        db.Policies.Where(row => row.AppliedAt >= from).Select(row => row.Id),
                        db.Policies.Select(row => row.Id),
                        cancellation
                    ),
                    [
                        .. await db
                            .Sweeps.Where(row =>
                                row.StartedAt < from && (row.EndedAt == null || row.EndedAt >= from)
                            )
                            .Select(row => row.Id)
                            .ToListAsync(cancellation),
                    ]
                ),
            cancellationToken
        );
    }

    /// <summary>Sweeps that one of the hosts takes part in.</summary>
    public Task<HashSet<long>> SweepsOfAsync(
        IReadOnlyCollection<long> sweeps,
        IReadOnlyCollection<int> hosts,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
                (
                    await db
                        .SweepHosts.Where(row =>
                            sweeps.Contains(row.SweepId) && hosts.Contains(row.HostId)
                        )
                        .Select(row => row.SweepId)
                        .Distinct()
                        .ToListAsync(cancellation)
                ).ToHashSet(),
            cancellationToken
        );

    /// <summary>Every host with its labels.</summary>
    public Task<List<HostRow>> HostsAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            (db, cancellation) => db.Hosts.Include(host => host.Labels).ToListAsync(cancellation),
            cancellationToken
        );

    /// <summary>Times do not order ids (a link may be silent since long ago): the first id that is wanted counts, and what stands behind it comes along.</summary>
    private static async Task<long> BeforeAsync(
        IQueryable<long> wanted,
        IQueryable<long> all,
        CancellationToken cancellation
    ) =>
        await wanted.MinAsync(id => (long?)id, cancellation) is { } first
            ? first - 1
            : await all.MaxAsync(id => (long?)id, cancellation) ?? 0;

    private static async Task<FeedPage> PageAsync(
        FleetDb db,
        FeedPosition from,
        CancellationToken cancellation
    )
    {
        var steps = await db
            .RegressionEvents.Where(row => row.Id > from.Regressions)
            .OrderBy(row => row.Id)
            .Take(Most)
            .ToListAsync(cancellation);
        var ids = steps.Select(step => step.RegressionId).Distinct().ToList();
        var about = await db
            .Regressions.Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancellation);
        var links = await db
            .Links.Where(row => row.Id > from.Links)
            .OrderBy(row => row.Id)
            .Take(Most)
            .ToListAsync(cancellation);
        var sweeps = await SweepsAsync(db, from, cancellation);
        var policies = await db
            .Policies.Where(row => row.Id > from.Policies)
            .OrderBy(row => row.Id)
            .Take(Most)
            .ToListAsync(cancellation);
        FeedEntry[][] sources =
        [
            [
                .. steps.Select(step => new FeedEntry.OfRegression(
                    step,
                    about.GetValueOrDefault(step.RegressionId)
                )),
            ],
            [.. links.Select(span => new FeedEntry.OfLink(span))],
            [.. sweeps],
            [.. policies.Select(policy => new FeedEntry.OfPolicy(policy))],
        ];
        return new(
            Merged(sources),
            await HostsOfAsync(db, sources, cancellation),
            sources.All(source => source.Length < Most)
        );
    }

    private static async Task<List<FeedEntry>> SweepsAsync(
        FleetDb db,
        FeedPosition from,
        CancellationToken cancellation
    )
    {
        var begun = await db
            .Sweeps.Where(row => row.Id > from.Sweeps)
            .OrderBy(row => row.Id)
            .Take(Most)
            .ToListAsync(cancellation);
        var running = from.Running.ToList();
        var before = await db
            .Sweeps.Where(row => running.Contains(row.Id) && row.EndedAt != null)
            .ToListAsync(cancellation);
        return
        [
            .. before.Select(row => new FeedEntry.OfSweep(row, IsEnd: true)),
            .. begun.SelectMany(row =>
                row.EndedAt is null
                    ? new[] { new FeedEntry.OfSweep(row, IsEnd: false) }
                    :
                    [
                        new FeedEntry.OfSweep(row, IsEnd: false),
                        new FeedEntry.OfSweep(row, IsEnd: true),
                    ]
            ),
        ];
    }

    private static async Task<ImmutableDictionary<int, HostRow>> HostsOfAsync(
        FleetDb db,
        FeedEntry[][] sources,
        CancellationToken cancellation
    )
    {
        var ids = sources.SelectMany(each => each).Select(each => each.HostId).OfType<int>();
        var wanted = ids.Distinct().ToList();
        var hosts = await db
            .Hosts.Where(host => wanted.Contains(host.Id))
            .Include(host => host.Labels)
            .ToListAsync(cancellation);
        return hosts.ToImmutableDictionary(host => host.Id);
    }

    /// <summary>By time as far as each source's own order allows: a source's next entry is never told before its earlier ones.</summary>
    private static ImmutableArray<FeedEntry> Merged(FeedEntry[][] sources)
    {
        var merged = ImmutableArray.CreateBuilder<FeedEntry>(sources.Sum(each => each.Length));
        var at = new int[sources.Length];
        while (merged.Count < merged.Capacity)
        {
            var next = Enumerable
                .Range(0, sources.Length)
                .Where(i => at[i] < sources[i].Length)
                .MinBy(i => sources[i][at[i]].At);
            merged.Add(sources[next][at[next]++]);
        }

        return merged.MoveToImmutable();
    }
}
