using System.Collections.Immutable;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Ingest;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Life;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

internal static class RegressionQueries
{
    /// <summary>Regressions that a selection names, newest first, each with what is attached to it and what it is told as one with.</summary>
    public static async Task<IReadOnlyList<RegressionAnswer>> ListAsync(
        FleetDb db,
        IQueryable<RegressionRow> selection,
        CancellationToken cancellation
    )
    {
        var found = await selection
            .Join(
                db.Hosts,
                row => row.HostId,
                host => host.Id,
                (row, host) => new { Row = row, host.Name }
            )
            .ToListAsync(cancellation);
        var ids = selection.Select(row => row.Id);
        var attached = (
            await db
                .Regressions.Where(row => row.CausedBy != null && ids.Contains(row.CausedBy.Value))
                .Select(row => new { row.Id, row.CausedBy })
                .ToListAsync(cancellation)
        ).ToLookup(row => row.CausedBy!.Value, row => row.Id);
        var hosts = selection.Select(row => row.HostId);
        var links = await db
            .Links.Where(row => row.To == null && hosts.Contains(row.HostId))
            .ToDictionaryAsync(row => row.HostId, cancellation);
        var groups = await GroupsAsync(db, [.. found.Select(each => each.Row)], cancellation);
        return
        [
            .. found
                .OrderByDescending(each => each.Row.OpenedAt)
                .ThenByDescending(each => each.Row.Id)
                .Select(each => new RegressionAnswer(
                    each.Row.Id,
                    each.Row.HostId,
                    each.Name,
                    JudgementLoading.Regression(each.Row),
                    each.Row.CausedBy,
                    [.. attached[each.Row.Id].Order()]
                )
                {
                    Group = groups[each.Row.Id],
                    Link =
                        links.GetValueOrDefault(each.Row.HostId)?.State ?? LinkState.NeverConnected,
                    LinkSince = links.GetValueOrDefault(each.Row.HostId)?.From,
                }),
        ];
    }

    /// <summary>A regression with those that are told as one with it; null: there is none with that id.</summary>
    public static async Task<RegressionStoryAnswer?> StoryAsync(
        FleetDb db,
        long id,
        CancellationToken cancellation
    )
    {
        var asked = await db.Regressions.Where(row => row.Id == id).ToListAsync(cancellation);
        if (asked.Count == 0)
        {
            return null;
        }

        var groups = await GroupsAsync(db, asked, cancellation);
        var members = groups.Where(each => each.Value == groups[id]).Select(each => each.Key);
        var ids = members.ToList();
        var regressions = await ListAsync(
            db,
            db.Regressions.Where(row => ids.Contains(row.Id)),
            cancellation
        );
        var names = regressions.ToDictionary(each => each.Id, each => each.Host);
        var steps = await db
            .RegressionEvents.Where(row => ids.Contains(row.RegressionId))
            .ToListAsync(cancellation);
        return new RegressionStoryAnswer(
            [.. regressions.OrderBy(each => each.Host, StringComparer.Ordinal)],
            [
                .. steps
                    .OrderBy(row => row.At)
                    .ThenBy(row => row.Id)
                    .Select(row => new RegressionStepAnswer(names[row.RegressionId], row)),
            ]
        );
    }

    /// <summary>Groups of these and of all that could belong to them: a group keeps its name when its first is resolved.</summary>
    private static async Task<ImmutableDictionary<long, long>> GroupsAsync(
        FleetDb db,
        IReadOnlyList<RegressionRow> rows,
        CancellationToken cancellation
    )
    {
        if (rows.Count == 0)
        {
            return ImmutableDictionary<long, long>.Empty;
        }

        // A day is far more than a group spans: where it begins does not depend on what was asked for.
        var from = rows.Min(row => row.OpenedAt) - TimeSpan.FromDays(1);
        var to = rows.Max(row => row.OpenedAt) + RegressionGroups.Window;
        var near = await db
            .Regressions.Where(row => row.OpenedAt >= from && row.OpenedAt <= to)
            .Select(row => new
            {
                row.Id,
                row.Kind,
                row.Rule,
                row.Subject,
                row.Before,
                row.After,
                row.OpenedAt,
            })
            .ToListAsync(cancellation);
        return RegressionGroups.Of(
            near.Select(row => new GroupMember(
                row.Id,
                new RegressionKey(row.Kind, row.Rule, row.Subject),
                row.Before,
                row.After,
                row.OpenedAt
            ))
        );
    }
}
