using Fleet.Checks.Facts;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Queries;

/// <summary>All that is stored of a host.</summary>
/// <param name="Host">Its summary, findings and regressions.</param>
/// <param name="State">What judging knows of it.</param>
/// <param name="Lines">The latest lines of its log, oldest first.</param>
public sealed record EvidenceAnswer(
    HostAnswer Host,
    HostState State,
    IReadOnlyList<EventLine> Lines
);

/// <summary>Reads what a diagnosis needs.</summary>
internal static class EvidenceQueries
{
    private const int MostLines = 500;

    public static async Task<EvidenceAnswer> OfAsync(
        FleetDb db,
        HostAnswer host,
        CancellationToken cancellation
    )
    {
        var stored = await HostLoading.LoadAsync(db, host.Summary.Id, cancellation);
        var lines = await db
            .EventLines.Where(row => row.HostId == host.Summary.Id)
            .OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id)
            .Take(MostLines)
            .ToListAsync(cancellation);
        return new EvidenceAnswer(
            host,
            stored.State,
            [
                .. lines
                    .AsEnumerable()
                    .Reverse()
                    .Select(row => new EventLine(row.At, row.Kind, row.User, row.Source, row.Text)),
            ]
        );
    }
}
