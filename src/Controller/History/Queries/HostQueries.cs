using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>Hosts as they stand.</summary>
internal static class HostQueries
{
    /// <summary>Summaries of the hosts that a selection names, worst first.</summary>
    public static async Task<IReadOnlyList<HostSummaryAnswer>> SummariesAsync(
        FleetDb db,
        IQueryable<HostRow> selection,
        CancellationToken cancellation
    )
    {
        var hosts = await selection.Include(host => host.Labels).ToListAsync(cancellation);
        var ids = selection.Select(host => host.Id);
        var links = await db
            .Links.Where(row => row.To == null && ids.Contains(row.HostId))
            .ToDictionaryAsync(row => row.HostId, cancellation);
        var positions = await db
            .Positions.Where(row => ids.Contains(row.HostId))
            .ToDictionaryAsync(row => row.HostId, cancellation);
        var counts = (
            await db
                // What a waiver accepts speaks neither for the host nor against it.
                .Findings.Where(row =>
                    row.To == null && row.WaivedReason == "" && ids.Contains(row.HostId)
                )
                .GroupBy(row => new { row.HostId, row.Outcome })
                .Select(group => new { group.Key, Count = group.Count() })
                .ToListAsync(cancellation)
        ).ToLookup(group => group.Key.HostId, group => (group.Key.Outcome, group.Count));
        var wrong = (
            await db
                .Findings.Where(row =>
                    row.To == null
                    && row.WaivedReason == ""
                    && (
                        row.Outcome == Outcome.Fail
                        || row.Outcome == Outcome.Warn
                        || row.Outcome == Outcome.Unknown
                    )
                    && ids.Contains(row.HostId)
                )
                .ToListAsync(cancellation)
        ).ToLookup(row => row.HostId);
        var open = await db
            .Regressions.Where(OpenRegressions.IsOpen)
            .Where(row => row.CausedBy == null && ids.Contains(row.HostId))
            .GroupBy(row => row.HostId)
            .Select(group => new { HostId = group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.HostId, group => group.Count, cancellation);
        return
        [
            .. hosts
                .Select(host =>
                    Summary(
                        host,
                        links.GetValueOrDefault(host.Id),
                        positions.GetValueOrDefault(host.Id),
                        counts[host.Id],
                        wrong[host.Id],
                        open.GetValueOrDefault(host.Id)
                    )
                )
                .OrderByDescending(host => Ranking.Of(host.Worst))
                .ThenByDescending(host => host.WorstFinding?.Finding.Severity)
                .ThenBy(host => host.Name, StringComparer.Ordinal),
        ];
    }

    public static async Task<IReadOnlyList<DatedFinding>> FindingsAsync(
        FleetDb db,
        int hostId,
        string rulePrefix,
        CancellationToken cancellation
    )
    {
        var rows = await db
            .Findings.Where(row =>
                row.HostId == hostId && row.To == null && row.Rule.StartsWith(rulePrefix)
            )
            .ToListAsync(cancellation);
        return [.. Ranking.WorstFirst(rows.Select(Dated))];
    }

    public static async Task<IReadOnlyList<CheckAnswerRow>> ChecksAsync(
        FleetDb db,
        int hostId,
        CancellationToken cancellation
    )
    {
        var runs = await HostLoading.ChecksAsync(db, hostId, cancellation);
        return
        [
            .. runs.OrderBy(run => CheckCatalog.BuiltIn.PlaceOf(run.Key))
                .ThenBy(run => run.Key, StringComparer.Ordinal)
                .Select(run => Answer(run.Key, run.Value)),
        ];
    }

    private static CheckAnswerRow Answer(string check, CheckRun run) =>
        new(
            check,
            run.Facts.Version,
            run.Facts.Status,
            run.Facts.Reason,
            run.LastRunAt,
            CheckCatalog.BuiltIn.Find(check)?.Brief(run.Facts) ?? "",
            [
                .. run.Facts.Coverage.Where(coverage =>
                    coverage.State is CoverageState.Unreadable or CoverageState.Truncated
                ),
            ]
        );

    private static HostSummaryAnswer Summary(
        HostRow host,
        LinkSpanRow? link,
        HostPositionRow? position,
        IEnumerable<(Outcome Outcome, int Count)> counts,
        IEnumerable<FindingSpanRow> wrong,
        int openRegressions
    )
    {
        var state = link?.State ?? LinkState.NeverConnected;
        var silent = Ranking.IsSilent(state);
        var byOutcome = counts.ToImmutableDictionary(count => count.Outcome, count => count.Count);
        var worst = Ranking.WorstFirst(wrong.Select(Dated)).FirstOrDefault();
        return new HostSummaryAnswer
        {
            Id = host.Id,
            Name = host.Name,
            Link = state,
            LinkSince = link?.From ?? host.CreatedAt,
            Worst =
                silent || byOutcome.IsEmpty ? Outcome.Unknown : byOutcome.Keys.MaxBy(Ranking.Of),
            WorstFinding = silent ? null : worst,
            Counts = byOutcome,
            Labels = host.Labels.ToImmutableSortedDictionary(
                label => label.Key,
                label => label.Value,
                StringComparer.Ordinal
            ),
            AgentVersion = host.AgentVersion,
            LastHeardAt = position is { Epoch: > 0 } ? position.ReceivedAt : null,
            OpenRegressions = openRegressions,
        };
    }

    private static DatedFinding Dated(FindingSpanRow row) =>
        new(JudgementLoading.Finding(row), row.From)
        {
            WaivedReason = row.WaivedReason,
            WaivedUntil = row.WaivedUntil,
        };
}
