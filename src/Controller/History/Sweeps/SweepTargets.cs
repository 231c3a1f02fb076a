using System.Collections.Immutable;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging.Policies;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Sweeps;

/// <summary>A host that a sweep may have.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Identity">Its name and labels.</param>
/// <param name="Link">How it is heard of.</param>
/// <param name="Since">Since when.</param>
public sealed record SweepTarget(
    int Id,
    HostIdentity Identity,
    LinkState Link,
    DateTimeOffset Since
);

/// <summary>Hosts as sweeps see them.</summary>
public sealed class SweepTargets(HistoryDatabase database)
{
    /// <summary>Every host that belongs to the fleet, by name: those whose agents are revoked do not.</summary>
    public Task<IReadOnlyList<SweepTarget>> ListAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync<IReadOnlyList<SweepTarget>>(
            async (db, cancellation) =>
            {
                var links = await LinksAsync(db, cancellation);
                var hosts = await db.Hosts.Include(row => row.Labels).ToListAsync(cancellation);
                return
                [
                    .. hosts
                        .Select(row => Target(row, links.GetValueOrDefault(row.Id)))
                        .Where(target => target.Link != LinkState.Revoked)
                        .OrderBy(target => target.Identity.Name, StringComparer.Ordinal),
                ];
            },
            cancellationToken
        );

    /// <summary>How hosts are heard of, by id, from when on.</summary>
    public Task<Dictionary<int, LinkSpanRow>> LinksAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(LinksAsync, cancellationToken);

    private static Task<Dictionary<int, LinkSpanRow>> LinksAsync(
        FleetDb db,
        CancellationToken cancellation
    ) => db.Links.Where(row => row.To == null).ToDictionaryAsync(row => row.HostId, cancellation);

    private static SweepTarget Target(HostRow row, LinkSpanRow? link) =>
        new(
            row.Id,
            new(
                row.Name,
                row.Labels.ToImmutableSortedDictionary(
                    label => label.Key,
                    label => label.Value,
                    StringComparer.Ordinal
                )
            ),
            link?.State ?? LinkState.NeverConnected,
            link?.From ?? row.CreatedAt
        );
}
