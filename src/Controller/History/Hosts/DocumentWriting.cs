using Fleet.Controller.History.Writing;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Hosts;

/// <summary>Documents: each body once, whoever has it.</summary>
internal static class DocumentWriting
{
    public static void Write(WriteSession session, HostChanges changes)
    {
        foreach (var name in changes.DocumentsRemoved)
        {
            session.Run(
                "DELETE FROM host_document WHERE host_id = $1 AND name = $2",
                changes.HostId,
                name
            );
        }

        foreach (var (_, document) in changes.Documents)
        {
            session.Run(
                "INSERT INTO document(hash, body) VALUES($1, $2) ON CONFLICT(hash) DO NOTHING",
                document.Hash,
                document.Body
            );
            session.Run(
                """
                INSERT INTO host_document(host_id, name, document_id, truncated, since)
                SELECT $1, $2, id, $4, $5 FROM document WHERE hash = $3
                ON CONFLICT(host_id, name) DO UPDATE SET document_id = excluded.document_id,
                    truncated = excluded.truncated, since = excluded.since
                """,
                changes.HostId,
                document.Name,
                document.Hash,
                document.Truncated,
                changes.Spool.LastAt
            );
        }
    }
}
