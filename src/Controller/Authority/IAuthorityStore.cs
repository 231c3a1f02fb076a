namespace Fleet.Controller.Authority;

/// <summary>
/// What the authority keeps: join tokens, the certificates it gave and which of them are revoked. Every write is one commit of the one writer; each is complete when its task is.
/// </summary>
public interface IAuthorityStore
{
    Task AddTokenAsync(JoinTokenEntry token, CancellationToken cancellationToken);

    Task<JoinTokenEntry?> FindTokenAsync(string id, CancellationToken cancellationToken);

    /// <summary>All tokens, newest first.</summary>
    Task<IReadOnlyList<JoinTokenEntry>> ListTokensAsync(CancellationToken cancellationToken);

    /// <summary>Revokes a token (again: no change); null: no such token.</summary>
    Task<JoinTokenEntry?> RevokeTokenAsync(
        string id,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// In one commit, or not at all: spends one use of the token, finds or makes the host, gives it the token's labels, revokes the host's earlier certificates and records the new one.
    /// Two calls that race for a token's last use: one enrols, the other gets <see cref="EnrolmentRefusal.TokenSpent"/>.
    /// </summary>
    /// <remarks>
    /// A host row with the name: the same machine (equal, non-empty hash), a host that never had a certificate, or one whose certificates are all revoked or past
    /// <see cref="Enrolment.LiveAfter"/> is taken over, keeping its id and its history; any other is <see cref="EnrolmentRefusal.NameTaken"/>.
    /// </remarks>
    Task<EnrolmentResult> EnrolAsync(Enrolment enrolment, CancellationToken cancellationToken);

    /// <summary>The certificate with this serial number, and whose it is; null: none that this controller gave.</summary>
    Task<AgentCertificateEntry?> FindCertificateAsync(
        string serial,
        CancellationToken cancellationToken
    );

    /// <summary>Records the successor of an unrevoked certificate in one commit; false: <paramref name="oldSerial"/> is unknown or revoked by now, and nothing was written.</summary>
    Task<bool> RenewAsync(
        string oldSerial,
        IssuedCertificate certificate,
        CancellationToken cancellationToken
    );

    /// <summary>Revokes all of a host's unrevoked certificates; null: no such host.</summary>
    Task<Revocation?> RevokeHostAsync(
        string hostName,
        string reason,
        string by,
        DateTimeOffset at,
        CancellationToken cancellationToken
    );

    /// <summary>Serial numbers of revoked certificates that end after <paramref name="notAfter"/>: older ones are refused by their age.</summary>
    Task<IReadOnlyList<string>> ListRevokedAsync(
        DateTimeOffset notAfter,
        CancellationToken cancellationToken
    );
}
