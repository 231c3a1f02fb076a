using System.Collections.Immutable;

namespace Fleet.Controller.Authority;

/// <summary>Certificates that are no longer honoured: asked at the handshake, listened to by open streams.</summary>
public interface IRevocations
{
    bool IsRevoked(string serial);

    /// <summary>Calls <paramref name="listener"/> after each revocation's commit, until disposed. Subscribe first, then ask <see cref="IsRevoked"/>: nothing falls between.</summary>
    IDisposable Subscribe(Action<Revocation> listener);
}

/// <summary>Certificates of one host that were revoked together.</summary>
/// <param name="HostId">Whose.</param>
/// <param name="Serials">Which, lower-case hexadecimal.</param>
/// <param name="Reason">Why, for the agent's log.</param>
public sealed record Revocation(int HostId, ImmutableArray<string> Serials, string Reason);
