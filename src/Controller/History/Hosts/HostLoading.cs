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
    public static async Task<StoredHost> LoadAsync(
        FleetDb db,
        int hostId,
        CancellationToken cancellation
    )
    {
        var host =
            await db
                .Hosts.Include(row => row.Labels)
                .FirstOrDefaultAsync(row => row.Id == hostId, cancellation)
            ?? throw new KeyNotFoundException($"no host has the id {hostId}");
        var position = await db.Positions.FirstAsync(row => row.HostId == hostId, cancellation);
        var state = new HostState
        {
            HostId = hostId,
            Name = host.Name,
            Labels = host.Labels.ToImmutableSortedDictionary(
                label => label.Key,
                label => label.Value,
                StringComparer.Ordinal
            ),
            Spool = new SpoolPosition(
                position.SpoolId,
                position.Epoch,
                position.NextSeq,
                position.LastAt,
                position.CatchUpTo
            ),
            Checks = await ChecksAsync(db, hostId, cancellation),
            Findings = await JudgementLoading.FindingsAsync(db, hostId, cancellation),
            Baselines = await JudgementLoading.BaselinesAsync(db, hostId, cancellation),
            Regressions = await JudgementLoading.RegressionsAsync(db, hostId, cancellation),
            Events = position.EventsFrom is { } from
                ? await SeriesLoading.EventsAsync(db, hostId, from, cancellation)
                : [],
            Samples = await SeriesLoading.SamplesAsync(db, hostId, cancellation),
            Documents = await DocumentsAsync(db, hostId, cancellation),
        };
        var first = await db
            .Spools.Where(row => row.HostId == hostId && row.Epoch == position.Epoch)
            .Select(row => (ulong?)row.FirstSeq)
            .FirstOrDefaultAsync(cancellation);
        return new StoredHost(
            state,
            position.Version,
            first ?? 1,
            position.QuarantinedAt is not null
        );
    }

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
        return runs.ToImmutableDictionary(
            row => row.Check,
            row => new CheckRun(
                CheckFacts.Restore(
                    facts[row.Check],
                    StoredJson.Coverages(row.Coverage),
                    row.Status,
                    row.Reason,
                    row.CheckVersion
                ),
                row.LastSeq,
                row.LastRunAt,
                row.Runs,
                StoredJson.Texts(row.Documents)
            )
        );
    }

    private static async Task<ImmutableDictionary<string, Document>> DocumentsAsync(
        FleetDb db,
        int hostId,
        CancellationToken cancellation
    )
    {
        var rows = await db
            .HostDocuments.Where(row => row.HostId == hostId)
            .Join(
                db.Documents,
                row => row.DocumentId,
                document => document.Id,
                (row, document) =>
                    new
                    {
                        row.Name,
                        document.Body,
                        row.Truncated,
                    }
            )
            .ToListAsync(cancellation);
        return rows.ToImmutableDictionary(
            row => row.Name,
            row => new Document(row.Name, row.Body, row.Truncated)
        );
    }
}
