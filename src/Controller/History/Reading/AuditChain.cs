using Fleet.Controller.History.Writing;
using Microsoft.EntityFrameworkCore;

namespace Fleet.Controller.History.Reading;

/// <summary>Reads the audit log and holds it to its chain.</summary>
public sealed class AuditChain(HistoryDatabase database)
{
    /// <summary>The id of the first entry that does not follow from the one before it: it, or one before it, was altered or taken out. Null: the chain is whole.</summary>
    public Task<long?> FindBreakAsync(CancellationToken cancellationToken) =>
        database.Reader.ReadAsync<long?>(
            async (db, cancellation) =>
            {
                byte[] previous = [];
                var rows = db.Audit.OrderBy(row => row.Id).AsAsyncEnumerable();
                await foreach (var row in rows.WithCancellation(cancellation))
                {
                    var entry = new AuditEntry(
                        row.At,
                        row.Actor,
                        row.Action,
                        row.Subject,
                        row.Detail
                    );
                    if (!AuditLog.Hash(previous, entry).AsSpan().SequenceEqual(row.Hash))
                    {
                        return row.Id;
                    }

                    previous = row.Hash;
                }

                return null;
            },
            cancellationToken
        );
}
