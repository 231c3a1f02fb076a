using Fleet.Controller.Authority;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Schema;
using Fleet.Controller.History.Writing;

namespace Fleet.Controller.History.Authority;

internal static class TokenWriting
{
    public static JoinTokenEntry Entry(EnrolmentTokenRow row) =>
        new()
        {
            Id = row.Id,
            SecretHash = row.SecretHash,
            HostName = row.HostName,
            Labels = StoredJson.Labels(row.Labels),
            CreatedAt = row.CreatedAt,
            ExpiresAt = row.ExpiresAt,
            UsesLeft = row.UsesLeft,
            Revoked = row.Revoked,
            CreatedBy = row.CreatedBy,
        };

    public static bool Add(WriteSession session, JoinTokenEntry token)
    {
        session.Run(
            """
            INSERT INTO enrolment_token(id, secret_hash, host_name, labels, created_at, expires_at, uses_left, revoked, created_by)
            VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            token.Id,
            token.SecretHash,
            token.HostName,
            StoredJson.Write(token.Labels),
            token.CreatedAt,
            token.ExpiresAt,
            token.UsesLeft,
            token.Revoked,
            token.CreatedBy
        );
        AuditLog.Write(
            session,
            new AuditEntry(
                token.CreatedAt,
                token.CreatedBy,
                "token.create",
                token.Id,
                $"host {(token.HostName.Length == 0 ? "any" : token.HostName)}, uses {token.UsesLeft}, until {token.ExpiresAt:O}"
            )
        );
        return true;
    }

    public static bool Revoke(WriteSession session, string id, string by, DateTimeOffset at)
    {
        var changed = session.Run(
            "UPDATE enrolment_token SET revoked = 1 WHERE id = $1 AND revoked = 0",
            id
        );
        if (changed == 1)
        {
            AuditLog.Write(session, new AuditEntry(at, by, "token.revoke", id, ""));
        }

        return changed == 1;
    }
}
