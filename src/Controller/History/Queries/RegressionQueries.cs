using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

internal static class RegressionQueries
{
    /// <summary>Regressions that a selection names, newest first, each with what is attached to it.</summary>
    public static async Task<IReadOnlyList<RegressionAnswer>> ListAsync(
        FleetDb db,
        IQueryable<RegressionRow> selection,
        CancellationToken cancellation
    )
    {
        var found = await selection
            .OrderByDescending(row => row.OpenedAt)
            .ThenByDescending(row => row.Id)
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
                )),
        ];
    }
}
