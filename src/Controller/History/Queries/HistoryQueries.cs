using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>What happened on a host, newest first.</summary>
internal static class HistoryQueries
{
    public static async Task<IReadOnlyList<HistoryAnswer>> ListAsync(
        FleetDb db,
        int hostId,
        string pattern,
        int limit,
        CancellationToken cancellation
    )
    {
        var facts = await FactsAsync(db, hostId, pattern, limit, cancellation);
        if (pattern.Length > 0)
        {
            return [.. facts.Select(change => new FactHistory(change))];
        }

        var outcomes = await db
            .Findings.Where(row =>
                row.HostId == hostId
                && (
                    row.Before != Outcome.Unspecified
                    || row.Outcome == Outcome.Fail
                    || row.Outcome == Outcome.Warn
                )
            )
            .OrderByDescending(row => row.From)
            .ThenByDescending(row => row.Id)
            .Take(limit)
            .Select(row => new OutcomeHistory(
                row.From,
                row.Rule,
                row.Subject,
                row.Before,
                row.Outcome,
                row.Summary
            ))
            .ToListAsync(cancellation);
        var links = await db
            .Links.Where(row => row.HostId == hostId)
            .OrderByDescending(row => row.From)
            .ThenByDescending(row => row.Id)
            .Take(limit)
            .Select(row => new LinkHistory(row.From, row.State))
            .ToListAsync(cancellation);
        return
        [
            .. facts
                .Select(HistoryAnswer (change) => new FactHistory(change))
                .Concat(outcomes)
                .Concat(links)
                .OrderByDescending(entry => entry.At)
                .Take(limit),
        ];
    }

    /// <summary>What one record changed.</summary>
    public static async Task<IReadOnlyList<FactChange>> OfRecordAsync(
        FleetDb db,
        int hostId,
        ulong epoch,
        ulong seq,
        CancellationToken cancellation
    )
    {
        var rows = await db
            .FactChanges.Where(row => row.HostId == hostId && row.Epoch == epoch && row.Seq == seq)
            .OrderBy(row => row.Id)
            .ToListAsync(cancellation);
        return [.. rows.Select(Change)];
    }

    private static async Task<List<FactChange>> FactsAsync(
        FleetDb db,
        int hostId,
        string pattern,
        int limit,
        CancellationToken cancellation
    )
    {
        var rows = db.FactChanges.Where(row => row.HostId == hostId);
        if (pattern.Length > 0 && !pattern.Contains('*', StringComparison.Ordinal))
        {
            rows = rows.Where(row => row.Key == pattern);
        }

        var found = new List<FactChange>();
        var newest = rows.OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .AsAsyncEnumerable();
        await foreach (var row in newest.WithCancellation(cancellation))
        {
            if (pattern.Length == 0 || FactKey.Matches(row.Key, pattern))
            {
                found.Add(Change(row));
            }

            if (found.Count == limit)
            {
                break;
            }
        }

        return found;
    }

    private static FactChange Change(FactChangeRow row) =>
        new(row.Key, row.Kind, row.Before, row.After, row.Source, row.Seq, row.At, row.ReceivedAt);
}
