using Fleet.Checks.Catalog.SshReach;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>A host's place in the network.</summary>
/// <param name="Id">The host.</param>
/// <param name="Name">Its name.</param>
/// <param name="Labels">From tokens and operators.</param>
/// <param name="Link">How it is heard of.</param>
/// <param name="Ssh">Where its sshd can be dialled, and its networks.</param>
public sealed record PlaceAnswer(
    int Id,
    string Name,
    IReadOnlyDictionary<string, string> Labels,
    LinkState Link,
    SshEndPoints Ssh
);

/// <summary>Where hosts are.</summary>
internal static class PlaceQueries
{
    public static async Task<IReadOnlyList<PlaceAnswer>> ListAsync(
        FleetDb db,
        CancellationToken cancellation
    )
    {
        var hosts = await db.Hosts.Include(host => host.Labels).ToListAsync(cancellation);
        var links = await db
            .Links.Where(row => row.To == null)
            .ToDictionaryAsync(row => row.HostId, row => row.State, cancellation);
        var facts = new List<FactRow>();
        foreach (var pattern in SshEndPoints.Reads)
        {
            facts.AddRange(await FactQueries.FactsAsync(db, pattern, cancellation));
        }

        var byHost = facts.ToLookup(row => row.HostId);
        return
        [
            .. hosts
                .OrderBy(host => host.Name, StringComparer.Ordinal)
                .Select(host => new PlaceAnswer(
                    host.Id,
                    host.Name,
                    host.Labels.ToDictionary(
                        label => label.Key,
                        label => label.Value,
                        StringComparer.Ordinal
                    ),
                    links.GetValueOrDefault(host.Id, LinkState.NeverConnected),
                    // A key stands once on a host, whichever check told it.
                    SshEndPoints.Of(
                        byHost[host.Id]
                            .DistinctBy(row => row.Key)
                            .Select(row => KeyValuePair.Create(row.Key, row.Value))
                    )
                )),
        ];
    }
}
