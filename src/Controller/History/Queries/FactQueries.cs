using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>One question to the whole fleet: who has which value, who has none, and who could not look.</summary>
internal static class FactQueries
{
    public static async Task<IReadOnlyList<FactGroupAnswer>> GroupAsync(
        FleetDb db,
        string pattern,
        CancellationToken cancellation
    )
    {
        var hosts = await db.Hosts.ToDictionaryAsync(row => row.Id, row => row.Name, cancellation);
        var coverage = await CoveragesAsync(db, cancellation);
        var facts = await FactsAsync(db, pattern, cancellation);
        var readings = facts.Select(row => Reading(row, coverage));
        var without = hosts
            .Keys.Except(facts.Select(row => row.HostId))
            .Select(host => Without(host, pattern, coverage[host]))
            .OfType<HostReading>();
        return
        [
            .. readings
                .Concat(without)
                .GroupBy(reading => (reading.Key, reading.State, reading.Value, reading.Reason))
                .Select(group => new FactGroupAnswer(
                    group.Key.Key,
                    group.Key.State,
                    group.Key.Value,
                    group.Key.Reason,
                    [
                        .. group
                            .Select(reading => hosts[reading.HostId])
                            .Distinct(StringComparer.Ordinal)
                            .Order(StringComparer.Ordinal),
                    ]
                ))
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .ThenByDescending(group => group.Hosts.Length)
                .ThenBy(group => group.Value, StringComparer.Ordinal)
                .ThenBy(group => group.Reason, StringComparer.Ordinal),
        ];
    }

    /// <summary>Facts of all hosts whose key matches.</summary>
    public static async Task<List<FactRow>> FactsAsync(
        FleetDb db,
        string pattern,
        CancellationToken cancellation
    )
    {
        var start = Literal(pattern);
        if (start.Length == pattern.Length)
        {
            return await db.Facts.Where(row => row.Key == pattern).ToListAsync(cancellation);
        }

        // A range over the index: every key that begins with the pattern's text before its first star.
        var end = start + "\U0010FFFF";
        var near = await db
            .Facts.Where(row =>
                string.Compare(row.Key, start) >= 0 && string.Compare(row.Key, end) <= 0
            )
            .ToListAsync(cancellation);
        return near.FindAll(row => FactKey.Matches(row.Key, pattern));
    }

    private static string Literal(string pattern) =>
        pattern.IndexOf('*', StringComparison.Ordinal) is var star and >= 0
            ? pattern[..star]
            : pattern;

    private static async Task<ILookup<int, (string Check, Coverage Coverage)>> CoveragesAsync(
        FleetDb db,
        CancellationToken cancellation
    )
    {
        var rows = await db
            .Checks.Select(row => new
            {
                row.HostId,
                row.Check,
                row.Coverage,
            })
            .ToListAsync(cancellation);
        return rows.SelectMany(row =>
                StoredJson
                    .Coverages(row.Coverage)
                    .Select(coverage => (row.HostId, row.Check, Coverage: coverage))
            )
            .ToLookup(each => each.HostId, each => (each.Check, each.Coverage));
    }

    private static HostReading Reading(
        FactRow row,
        ILookup<int, (string Check, Coverage Coverage)> coverage
    ) =>
        row.IsStale
            ? new HostReading(
                row.HostId,
                row.Key,
                ReadingState.Unknown,
                row.Value,
                Over(row.Key, coverage[row.HostId].Where(each => each.Check == row.Check))?.Reason
                    ?? ""
            )
            : new HostReading(row.HostId, row.Key, ReadingState.Present, row.Value, "");

    /// <summary>What a host says that has no such fact: certainly none, or it could not look. A pattern that nothing matches on a host is no news where the host could look.</summary>
    private static HostReading? Without(
        int hostId,
        string pattern,
        IEnumerable<(string Check, Coverage Coverage)> coverages
    )
    {
        var literal = Literal(pattern);
        var over = Over(literal.TrimEnd('/'), coverages);
        if (over is { IsCertain: true })
        {
            return literal.Length < pattern.Length
                ? null
                : new HostReading(hostId, pattern, ReadingState.Absent, "", "");
        }

        var reason = over is { } gap ? gap.Reason ?? "" : "not observed";
        return new HostReading(hostId, pattern, ReadingState.Unknown, "", reason);
    }

    private static Coverage? Over(
        string key,
        IEnumerable<(string Check, Coverage Coverage)> coverages
    )
    {
        Coverage? best = null;
        foreach (var (_, coverage) in coverages)
        {
            if (
                FactKey.IsUnder(key, coverage.Prefix)
                && (best is null || coverage.Prefix.Length > best.Value.Prefix.Length)
            )
            {
                best = coverage;
            }
        }

        return best;
    }

    private readonly record struct HostReading(
        int HostId,
        string Key,
        ReadingState State,
        string Value,
        string Reason
    );
}
