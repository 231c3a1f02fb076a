using System.Collections.Immutable;
using Fleet.Controller.Authority;
using Fleet.Controller.History.Hosts;
using Fleet.Controller.History.Links;
using Fleet.Controller.History.Writing;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.History.Authority;

/// <summary>Spends a token's use and takes a host in, all in one commit.</summary>
internal static class EnrolmentWriting
{
    public static EnrolmentResult Write(WriteSession session, Enrolment enrolment)
    {
        var token = session.Rows(
            "SELECT uses_left, revoked, expires_at, labels FROM enrolment_token WHERE id = $1",
            row => new Token(row.GetInt64(0), row.GetBoolean(1), row.GetInt64(2), row.GetString(3)),
            enrolment.TokenId
        );
        if (Refusal(token, enrolment.At) is { } refusal)
        {
            return new EnrolmentResult.Refused(refusal);
        }

        var host = session.Rows(
            "SELECT id, machine_id_hash FROM host WHERE name = $1",
            row =>
                (Id: row.GetInt32(0), Machine: row.IsDBNull(1) ? [] : row.GetFieldValue<byte[]>(1)),
            enrolment.HostName
        );
        if (host is [var taken] && !IsFree(session, taken.Id, taken.Machine, enrolment))
        {
            return new EnrolmentResult.Refused(EnrolmentRefusal.NameTaken);
        }

        session.Run(
            "UPDATE enrolment_token SET uses_left = uses_left - 1 WHERE id = $1",
            enrolment.TokenId
        );
        return Enrol(session, enrolment, StoredJson.Labels(token[0].Labels));
    }

    private static EnrolmentRefusal? Refusal(List<Token> found, DateTimeOffset at) =>
        found switch
        {
            [] => EnrolmentRefusal.TokenUnknown,
            [{ Revoked: true }] => EnrolmentRefusal.TokenRevoked,
            [var token] when token.ExpiresAt <= at.UtcTicks => EnrolmentRefusal.TokenExpired,
            [{ UsesLeft: < 1 }] => EnrolmentRefusal.TokenSpent,
            _ => null,
        };

    private static bool IsFree(
        WriteSession session,
        int hostId,
        byte[] machine,
        Enrolment enrolment
    )
    {
        var sameMachine =
            machine.Length > 0 && machine.AsSpan().SequenceEqual(enrolment.MachineIdHash.Span);
        return sameMachine
            || session.Scalar<long>(
                "SELECT count(*) FROM agent_certificate WHERE host_id = $1 AND revoked_at IS NULL AND not_after >= $2",
                hostId,
                enrolment.LiveAfter
            ) == 0;
    }

    private static EnrolmentResult.Enrolled Enrol(
        WriteSession session,
        Enrolment enrolment,
        ImmutableSortedDictionary<string, string> labels
    )
    {
        byte[]? machine = enrolment.MachineIdHash.IsEmpty
            ? null
            : enrolment.MachineIdHash.ToArray();
        var hostId = (int)
            session.Scalar<long>(
                """
                INSERT INTO host(name, created_at, machine_id_hash, agent_version) VALUES($1, $2, $3, '')
                ON CONFLICT(name) DO UPDATE SET machine_id_hash = excluded.machine_id_hash RETURNING id
                """,
                enrolment.HostName,
                enrolment.At,
                machine
            );
        Place(session, hostId, enrolment.At);
        foreach (var (key, value) in labels)
        {
            session.Run(
                """
                INSERT INTO host_label(host_id, key, value) VALUES($1, $2, $3)
                ON CONFLICT(host_id, key) DO UPDATE SET value = excluded.value
                """,
                hostId,
                key,
                value
            );
        }

        var replaced = CertificateWriting.RevokeAll(session, hostId, "enrolled anew", enrolment.At);
        CertificateWriting.Add(session, hostId, enrolment.Certificate);
        AuditLog.Write(
            session,
            new AuditEntry(
                enrolment.At,
                $"token:{enrolment.TokenId}",
                "agent.enrol",
                enrolment.HostName,
                $"certificate {enrolment.Certificate.Serial}"
            )
        );
        return new EnrolmentResult.Enrolled(hostId, enrolment.HostName, replaced);
    }

    /// <summary>Gives a new host its position; a host that comes again leaves quarantine, since its other machine's certificate is revoked now.</summary>
    private static void Place(WriteSession session, int hostId, DateTimeOffset at)
    {
        session.Run(
            """
            INSERT INTO host_position(host_id, spool_id, epoch, next_seq, last_at, catch_up_to, received_at, version)
            VALUES($1, '', 0, 1, 0, 0, $2, 0)
            ON CONFLICT(host_id) DO UPDATE SET spool_id = iif(quarantined_at IS NULL, spool_id, ''),
                quarantined_at = NULL, version = version + 1
            """,
            hostId,
            at
        );
        LinkWriting.Write(session, hostId, LinkState.NeverConnected, at);
    }

    private readonly record struct Token(
        long UsesLeft,
        bool Revoked,
        long ExpiresAt,
        string Labels
    );
}
