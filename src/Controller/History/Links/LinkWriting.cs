using Fleet.Controller.History.Writing;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.History.Links;

internal static class LinkWriting
{
    /// <summary>Ends the current span and begins one; the same state again changes nothing.</summary>
    public static bool Write(WriteSession session, int hostId, LinkState state, DateTimeOffset at)
    {
        var current = Current(session, hostId);
        if (current == (long)state)
        {
            return false;
        }

        session.Run(
            "UPDATE link_span SET \"to\" = max(\"from\", $2) WHERE host_id = $1 AND \"to\" IS NULL",
            hostId,
            at
        );
        session.Run(
            "INSERT INTO link_span(host_id, state, \"from\") VALUES($1, $2, $3)",
            hostId,
            state,
            at
        );
        return true;
    }

    public static bool IsRevoked(WriteSession session, int hostId) =>
        Current(session, hostId) == (long)LinkState.Revoked;

    private static long Current(WriteSession session, int hostId) =>
        session.Scalar<long>(
            "SELECT state FROM link_span WHERE host_id = $1 AND \"to\" IS NULL",
            hostId
        );
}
