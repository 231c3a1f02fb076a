using Fleet.Checks.Facts;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Attribution;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>A regression with what happened about when it opened.</summary>
public sealed record ExplainedRegression(RegressionAnswer Regression, Attribution Attribution);

/// <summary>Reads what may explain a regression.</summary>
public sealed class AttributionQueries(HistoryDatabase database)
{
    private const int MostChanges = 1000;
    private const int MostLines = 200;

    /// <summary>Null: there is no regression with that id.</summary>
    public Task<ExplainedRegression?> OfAsync(long id, CancellationToken cancellationToken) =>
        database.Reader.ReadAsync(
            async (db, cancellation) =>
            {
                var rows = db.Regressions.Where(row => row.Id == id);
                if (await RegressionQueries.ListAsync(db, rows, cancellation) is not [var found])
                {
                    return null;
                }

                var input = await InputAsync(db, found, cancellation);
                return new ExplainedRegression(found, Attributions.Of(input));
            },
            cancellationToken
        );

    private static async Task<AttributionInput> InputAsync(
        Schema.FleetDb db,
        RegressionAnswer found,
        CancellationToken cancellation
    )
    {
        var (from, to) = (AttributionInput.FromOf(found.Entry), AttributionInput.ToOf(found.Entry));
        var changes = await db
            .FactChanges.Where(row => row.HostId == found.HostId && row.At >= from && row.At <= to)
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(MostChanges)
            .ToListAsync(cancellation);
        // An upgrade is told by the run after it: its fact's value may have replaced one of the window.
        var packages = await db
            .FactChanges.Where(row =>
                row.HostId == found.HostId
                && row.At > to
                && row.Key.StartsWith("package_event/")
                && row.Before != null
            )
            .OrderBy(row => row.At)
            .ThenBy(row => row.Id)
            .Take(MostChanges)
            .ToListAsync(cancellation);
        var lines = await db
            .EventLines.Where(row =>
                row.HostId == found.HostId
                && row.At >= from
                && row.At <= to
                && row.Kind.StartsWith("accepted")
            )
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(MostLines)
            .ToListAsync(cancellation);
        return new()
        {
            Entry = found.Entry,
            Checks = await HostLoading.ChecksAsync(db, found.HostId, cancellation),
            Changes =
            [
                .. changes
                    .AsEnumerable()
                    .Reverse()
                    .Concat(packages)
                    .Select(row => new FactChange(
                        row.Key,
                        row.Kind,
                        row.Before,
                        row.After,
                        row.Source,
                        row.Seq,
                        row.At,
                        row.ReceivedAt
                    )),
            ],
            Lines =
            [
                .. lines
                    .AsEnumerable()
                    .Reverse()
                    .Select(row => new EventLine(row.At, row.Kind, row.User, row.Source, row.Text)),
            ],
        };
    }
}
