using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Sweeps;
using Fleet.Controller.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>The fleet in numbers, from one snapshot.</summary>
/// <param name="Hosts">By name.</param>
/// <param name="Findings">What is found now, counted by host and check.</param>
/// <param name="Regressions">Those that are open, without consequences, counted by host and severity.</param>
/// <param name="Sweeps">The newest sweep of each profile that has ended.</param>
public sealed record FleetFigures(
    ImmutableArray<HostFigure> Hosts,
    ImmutableArray<FindingFigure> Findings,
    ImmutableArray<RegressionFigure> Regressions,
    ImmutableArray<SweepFigure> Sweeps
);

/// <summary>A host and how it is heard of.</summary>
public sealed record HostFigure(int Id, string Name, LinkState Link);

/// <param name="HostId">The host.</param>
/// <param name="Group">The check whose rules these are; <c>policy</c> for a policy's own.</param>
/// <param name="Outcome">The outcome; not those that do not apply.</param>
/// <param name="IsWaived">The policy accepts it.</param>
/// <param name="Count">How many.</param>
public sealed record FindingFigure(
    int HostId,
    string Group,
    Outcome Outcome,
    bool IsWaived,
    int Count
);

public sealed record RegressionFigure(int HostId, Severity Severity, int Count);

public sealed record SweepFigure(string Profile, DateTimeOffset EndedAt, SweepSums Sums);

/// <summary>Reads <see cref="FleetFigures"/>: counted by the database, so that it costs the same for many findings and few.</summary>
public static class FigureQueries
{
    public static async Task<FleetFigures> ReadAsync(
        HistoryDatabase database,
        SweepReads sweeps,
        CancellationToken cancellationToken
    )
    {
        var figures = await database.Reader.ReadAsync(OfHostsAsync, cancellationToken);
        return figures with { Sweeps = await OfSweepsAsync(database, sweeps, cancellationToken) };
    }

    private static async Task<FleetFigures> OfHostsAsync(FleetDb db, CancellationToken cancellation)
    {
        var links = await db
            .Links.Where(row => row.To == null)
            .ToDictionaryAsync(row => row.HostId, row => row.State, cancellation);
        var hosts = await db
            .Hosts.Select(host => new { host.Id, host.Name })
            .ToListAsync(cancellation);
        var findings = await db
            .Findings.Where(row => row.To == null && row.Outcome != Outcome.NotApplicable)
            .GroupBy(row => new
            {
                row.HostId,
                Group = row.Rule.Substring(0, row.Rule.IndexOf("/")),
                row.Outcome,
                IsWaived = row.WaivedReason != "",
            })
            .Select(group => new FindingFigure(
                group.Key.HostId,
                group.Key.Group,
                group.Key.Outcome,
                group.Key.IsWaived,
                group.Count()
            ))
            .ToListAsync(cancellation);
        var regressions = await db
            .Regressions.Where(OpenRegressions.IsOpen)
            .Where(row => row.CausedBy == null)
            .GroupBy(row => new { row.HostId, row.Severity })
            .Select(group => new RegressionFigure(
                group.Key.HostId,
                group.Key.Severity,
                group.Count()
            ))
            .ToListAsync(cancellation);
        return new(
            [
                .. hosts
                    .OrderBy(host => host.Name, StringComparer.Ordinal)
                    .Select(host => new HostFigure(
                        host.Id,
                        host.Name,
                        links.GetValueOrDefault(host.Id, LinkState.NeverConnected)
                    )),
            ],
            [.. findings],
            [.. regressions],
            []
        );
    }

    private static async Task<ImmutableArray<SweepFigure>> OfSweepsAsync(
        HistoryDatabase database,
        SweepReads sweeps,
        CancellationToken cancellationToken
    )
    {
        var newest = await database.Reader.ReadAsync(
            (db, cancellation) =>
                db
                    .Sweeps.Where(row =>
                        row.State == SweepState.Ended
                        && !db.Sweeps.Any(other =>
                            other.Profile == row.Profile
                            && other.State == SweepState.Ended
                            && other.Id > row.Id
                        )
                    )
                    .ToListAsync(cancellation),
            cancellationToken
        );
        var sums = await sweeps.SumsAsync(
            [.. newest.Select(row => row.Id)],
            hosts: null,
            cancellationToken
        );
        return
        [
            .. newest
                .Where(row => sums.ContainsKey(row.Id))
                .OrderBy(row => row.Profile, StringComparer.Ordinal)
                .Select(row => new SweepFigure(
                    row.Profile,
                    row.EndedAt ?? row.StartedAt,
                    sums[row.Id]
                )),
        ];
    }
}
