using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Live;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Hosts;

/// <summary>
/// Rebuilds what judging remembered of neighbouring hosts, exactly: each table is asked once for all of them, and a document that several have is read once and held once.
/// </summary>
internal sealed class HostRange
{
    private readonly FleetDb _db;
    private readonly int _first;
    private readonly int _last;
    private readonly SharedTexts _texts = new();

    private HostRange(FleetDb db, int first, int last) => (_db, _first, _last) = (db, first, last);

    /// <summary>The hosts whose ids lie between two, by id; those that do not exist are left out.</summary>
    public static Task<List<StoredHost>> LoadAsync(
        FleetDb db,
        int first,
        int last,
        CancellationToken cancellation
    ) => new HostRange(db, first, last).LoadAsync(cancellation);

    private async Task<List<StoredHost>> LoadAsync(CancellationToken cancellation)
    {
        var hosts = await _db
            .Hosts.Include(row => row.Labels)
            .Where(row => row.Id >= _first && row.Id <= _last)
            .OrderBy(row => row.Id)
            .ToListAsync(cancellation);
        var positions = await _db
            .Positions.Where(row => row.HostId >= _first && row.HostId <= _last)
            .ToDictionaryAsync(row => row.HostId, cancellation);
        var checks = await ChecksAsync(cancellation);
        var judged = await JudgedAsync(cancellation);
        var samples = (await Samples().ToListAsync(cancellation)).ToLookup(row => row.HostId);
        var documents = await DocumentsAsync(cancellation);
        var events = await EventRange.LoadAsync(
            _db,
            _first,
            _last,
            positions
                .Values.Where(row => row.EventsFrom is not null)
                .ToDictionary(row => row.HostId, row => row.EventsFrom!.Value),
            cancellation
        );
        var epochs = (await EpochsAsync(cancellation)).ToLookup(row => row.HostId);
        return hosts.ConvertAll(host =>
        {
            var state = judged(Named(host, positions[host.Id])) with
            {
                Checks = checks[host.Id]
                    .ToImmutableDictionary(each => each.Check, each => each.Run),
                Events = events[host.Id],
                Samples = samples[host.Id]
                    .ToImmutableDictionary(row => _texts.Of(row.Key), row => row.Value),
                Documents = documents[host.Id]
                    .ToImmutableDictionary(document => document.Name, document => document),
            };
            return Stored(state, positions[host.Id], epochs[host.Id]);
        });
    }

    private static StoredHost Stored(
        HostState state,
        HostPositionRow position,
        IEnumerable<HostSpoolRow> epochs
    ) =>
        new(
            state,
            position.Version,
            epochs.FirstOrDefault(row => row.Epoch == position.Epoch)?.FirstSeq ?? 1,
            position.QuarantinedAt is not null
        );

    private HostState Named(HostRow host, HostPositionRow position) =>
        new()
        {
            HostId = host.Id,
            Name = host.Name,
            Labels = host.Labels.ToImmutableSortedDictionary(
                label => _texts.Of(label.Key),
                label => _texts.Of(label.Value),
                StringComparer.Ordinal
            ),
            Spool = new SpoolPosition(
                position.SpoolId,
                position.Epoch,
                position.NextSeq,
                position.LastAt,
                position.CatchUpTo
            ),
        };

    /// <summary>Adds to a host what came of judging it.</summary>
    private async Task<Func<HostState, HostState>> JudgedAsync(CancellationToken cancellation)
    {
        var findings = (await Findings().ToListAsync(cancellation)).ToLookup(row => row.HostId);
        var baselines = (
            await _db
                .Baselines.Where(row => row.HostId >= _first && row.HostId <= _last)
                .ToListAsync(cancellation)
        ).ToLookup(row => row.HostId);
        var regressions = (
            await _db
                .Regressions.Where(row =>
                    row.HostId >= _first && row.HostId <= _last && row.IsRemembered
                )
                .ToListAsync(cancellation)
        ).ToLookup(row => row.HostId);
        return host =>
            host with
            {
                Findings = JudgementLoading.Findings(findings[host.HostId], _texts),
                Baselines = JudgementLoading.Baselines(baselines[host.HostId], _texts),
                Regressions = regressions[host.HostId]
                    .Select(JudgementLoading.Regression)
                    .ToImmutableDictionary(entry => entry.Key),
            };
    }

    private IQueryable<SampleLatestRow> Samples() =>
        _db.LatestSamples.Where(row => row.HostId >= _first && row.HostId <= _last);

    private IQueryable<FindingSpanRow> Findings() =>
        _db.Findings.Where(row => row.HostId >= _first && row.HostId <= _last && row.To == null);

    private Task<List<HostSpoolRow>> EpochsAsync(CancellationToken cancellation) =>
        _db
            .Spools.Where(row => row.HostId >= _first && row.HostId <= _last)
            .ToListAsync(cancellation);

    private async Task<ILookup<int, (string Check, CheckRun Run)>> ChecksAsync(
        CancellationToken cancellation
    )
    {
        var facts = (
            await _db
                .Facts.Where(row => row.HostId >= _first && row.HostId <= _last)
                .ToListAsync(cancellation)
        ).ToLookup(
            row => (row.HostId, row.Check),
            row => new HeldFact(
                new Fact(
                    _texts.Of(row.Key),
                    _texts.Of(row.Value),
                    row.Source is { } source ? _texts.Of(source) : null
                ),
                row.IsStale
            )
        );
        var runs = await _db
            .Checks.Where(row => row.HostId >= _first && row.HostId <= _last)
            .ToListAsync(cancellation);
        return runs.ToLookup(
            row => row.HostId,
            row => (_texts.Of(row.Check), HostLoading.Run(row, facts[(row.HostId, row.Check)]))
        );
    }

    private async Task<ILookup<int, Document>> DocumentsAsync(CancellationToken cancellation)
    {
        var named = await _db
            .HostDocuments.Where(row => row.HostId >= _first && row.HostId <= _last)
            .ToListAsync(cancellation);
        var bodies = await _db
            .Documents.Where(document =>
                _db.HostDocuments.Any(row =>
                    row.HostId >= _first && row.HostId <= _last && row.DocumentId == document.Id
                )
            )
            .ToDictionaryAsync(document => document.Id, document => document.Body, cancellation);
        return named.ToLookup(
            row => row.HostId,
            row => new Document(_texts.Of(row.Name), bodies[row.DocumentId], row.Truncated)
        );
    }
}
