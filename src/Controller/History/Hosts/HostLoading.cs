using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Hosts;

/// <summary>Rebuilds what judging remembered, exactly.</summary>
internal static class HostLoading
{
    /// <exception cref="KeyNotFoundException">No such host.</exception>
    public static async Task<StoredHost> LoadAsync(
        FleetDb db,
        int hostId,
        CancellationToken cancellation
    ) =>
        await HostRange.LoadAsync(db, hostId, hostId, cancellation) is [var host]
            ? host
            : throw new KeyNotFoundException($"no host has the id {hostId}");

    /// <summary>What is known from each check.</summary>
    public static async Task<ImmutableDictionary<string, CheckRun>> ChecksAsync(
        FleetDb db,
        int hostId,
        CancellationToken cancellation
    )
    {
        var facts = (
            await db.Facts.Where(row => row.HostId == hostId).ToListAsync(cancellation)
        ).ToLookup(
            row => row.Check,
            row => new HeldFact(new Fact(row.Key, row.Value, row.Source), row.IsStale)
        );
        var runs = await db.Checks.Where(row => row.HostId == hostId).ToListAsync(cancellation);
        return runs.ToImmutableDictionary(row => row.Check, row => Run(row, facts[row.Check]));
    }

    /// <summary>A check's run with the facts that were stored for it.</summary>
    public static CheckRun Run(CheckRunRow row, IEnumerable<HeldFact> facts) =>
        new(
            CheckFacts.Restore(
                facts,
                StoredJson.Coverages(row.Coverage),
                row.Status,
                row.Reason,
                row.CheckVersion
            ),
            row.LastSeq,
            row.LastRunAt,
            row.Runs,
            StoredJson.Texts(row.Documents)
        );
}
