using System.Collections.Immutable;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Queries;
using Fleet.Controller.History.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Sweeps;

/// <summary>Reads what rules judge of some hosts, many in few queries. Not for two readers at once: documents that hosts have in common are read once and kept.</summary>
public sealed class SweepInputs(HistoryDatabase database)
{
    /// <summary>Characters of documents that are kept for the hosts to come.</summary>
    private const long MostKept = 32L << 20;

    private readonly DocumentBodies _bodies = new(MostKept);

    /// <summary>What is stored, by host id; a host that is gone is left out.</summary>
    /// <param name="hosts">Which hosts.</param>
    /// <param name="checks">The checks whose facts and documents are wanted.</param>
    /// <param name="asOf">The moment judged for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Dictionary<int, ModelInput>> ReadAsync(
        int[] hosts,
        ImmutableArray<string> checks,
        DateTimeOffset asOf,
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync(
            (db, cancellation) => ReadAsync(db, hosts, checks, asOf, cancellation),
            cancellationToken
        );

    private async Task<Dictionary<int, ModelInput>> ReadAsync(
        FleetDb db,
        int[] hosts,
        ImmutableArray<string> checks,
        DateTimeOffset asOf,
        CancellationToken cancellation
    )
    {
        var rows = await ModelRows.ReadAsync(db, hosts, checks, _bodies, cancellation);
        var samples = (
            await db
                .LatestSamples.Where(row => hosts.Contains(row.HostId))
                .ToListAsync(cancellation)
        ).ToLookup(row => row.HostId);
        var eventsFrom = await db
            .Positions.Where(row => hosts.Contains(row.HostId) && row.EventsFrom != null)
            .Select(row => new { row.HostId, From = row.EventsFrom!.Value })
            .ToListAsync(cancellation);
        var events = await EventRange.LoadAsync(
            db,
            hosts.DefaultIfEmpty().Min(),
            hosts.DefaultIfEmpty().Max(),
            eventsFrom.ToDictionary(row => row.HostId, row => row.From),
            cancellation
        );
        var read = new Dictionary<int, ModelInput>();
        foreach (var id in hosts)
        {
            if (rows.Of(id) is { } found)
            {
                read[id] = found with
                {
                    Input = found.Input with
                    {
                        AsOf = asOf,
                        Samples = samples[id]
                            .ToImmutableDictionary(row => row.Key, row => row.Value),
                        Events = events[id],
                    },
                };
            }
        }

        return read;
    }
}
