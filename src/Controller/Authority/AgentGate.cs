using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Authority.Ca;

namespace Fleet.Controller.Authority;

/// <summary>Decides at the TLS handshake and at the start of a stream whose certificate is honoured.</summary>
public sealed class AgentGate(
    CertificateAuthority authority,
    IRevocations revocations,
    IAuthorityStore store
)
{
    /// <summary>At the handshake: signed by this authority, valid now, not revoked.</summary>
    public bool Admits(X509Certificate2 agent) =>
        authority.Vouches(agent) && !revocations.IsRevoked(SerialNumber.Of(agent));

    /// <summary>Who it is, by the records; null: not honoured. A connection outlives its handshake, so all is asked again.</summary>
    public async Task<AgentIdentity?> IdentifyAsync(
        X509Certificate2 agent,
        CancellationToken cancellationToken
    )
    {
        if (!Admits(agent))
        {
            return null;
        }

        var serial = SerialNumber.Of(agent);
        var entry = await store.FindCertificateAsync(serial, cancellationToken);
        return entry is { Revoked: false } ? new(entry.HostId, entry.HostName, serial) : null;
    }
}
