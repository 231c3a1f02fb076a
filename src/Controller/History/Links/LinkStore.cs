using Fleet.Controller.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Links;

/// <summary>Link spans in the database.</summary>
public sealed class LinkStore(HistoryDatabase database) : ILinkRecords
{
    public Task SaveAsync(
        int hostId,
        LinkState state,
        DateTimeOffset from,
        CancellationToken cancellationToken
    ) =>
        database.Writer.CommitAsync(
            // What was heard just before a revocation may come to be stored just after it: only a new enrolment ends that state.
            session =>
                !LinkWriting.IsRevoked(session, hostId)
                && LinkWriting.Write(session, hostId, state, from),
            cancellationToken
        );

    public Task<IReadOnlyList<(int HostId, LinkState State, DateTimeOffset From)>> ListAsync(
        CancellationToken cancellationToken
    ) =>
        database.Reader.ReadAsync<IReadOnlyList<(int, LinkState, DateTimeOffset)>>(
            async (db, cancellation) =>
            {
                var rows = await db
                    .Links.Where(row => row.To == null)
                    .Select(row => new
                    {
                        row.HostId,
                        row.State,
                        row.From,
                    })
                    .ToListAsync(cancellation);
                return [.. rows.Select(row => (row.HostId, row.State, row.From))];
            },
            cancellationToken
        );
}
