using System.Collections.Immutable;
using Fleet.Controller.Authority;
using Fleet.Controller.History.Links;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.History.Authority;

internal static class CertificateWriting
{
    public static void Add(WriteSession session, int hostId, IssuedCertificate certificate) =>
        session.Run(
            "INSERT INTO agent_certificate(serial, host_id, not_before, not_after) VALUES($1, $2, $3, $4)",
            certificate.Serial,
            hostId,
            certificate.NotBefore,
            certificate.NotAfter
        );

    public static bool Renew(WriteSession session, string oldSerial, IssuedCertificate certificate)
    {
        var hostId = session.Scalar<long>(
            "SELECT host_id FROM agent_certificate WHERE serial = $1 AND revoked_at IS NULL",
            oldSerial
        );
        if (hostId == 0)
        {
            return false;
        }

        Add(session, (int)hostId, certificate);
        return true;
    }

    public static Revocation? RevokeHost(
        WriteSession session,
        string hostName,
        string reason,
        string by,
        DateTimeOffset at
    )
    {
        var hostId = (int)session.Scalar<long>("SELECT id FROM host WHERE name = $1", hostName);
        if (hostId == 0)
        {
            return null;
        }

        var serials = RevokeAll(session, hostId, reason, at);
        LinkWriting.Write(session, hostId, LinkState.Revoked, at);
        AuditLog.Write(session, new AuditEntry(at, by, "agent.revoke", hostName, reason));
        return new Revocation(hostId, serials, reason);
    }

    public static ImmutableArray<string> RevokeAll(
        WriteSession session,
        int hostId,
        string reason,
        DateTimeOffset at
    ) =>
        [
            .. session.Rows(
                """
                UPDATE agent_certificate SET revoked_at = $2, revoked_reason = $3
                WHERE host_id = $1 AND revoked_at IS NULL RETURNING serial
                """,
                row => row.GetString(0),
                hostId,
                at,
                reason
            ),
        ];
}
