using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>
/// CVE-2023-48795 (Terrapin): without strict key exchange, whoever sits between can drop packets from the start of a session that uses ChaCha20-Poly1305, or a CBC cipher with
/// an encrypt-then-MAC code.
/// </summary>
public static class PrefixTruncation
{
    private const string ChaCha = "chacha20-poly1305";

    /// <summary>The ciphers of a server's proposal that are exposed; empty where it announces strict key exchange.</summary>
    public static ImmutableArray<string> Exposed(KexInit server)
    {
        if (server.Kex.Contains(KexPseudoNames.StrictServer))
        {
            return [];
        }

        var isEtm = server
            .MacsToServer.Concat(server.MacsToClient)
            .Any(mac => mac.EndsWith("-etm@openssh.com", StringComparison.Ordinal));
        return
        [
            .. server
                .CiphersToServer.Concat(server.CiphersToClient)
                .Distinct()
                .Where(cipher =>
                    cipher.StartsWith(ChaCha, StringComparison.Ordinal)
                    || (isEtm && cipher.Contains("-cbc", StringComparison.Ordinal))
                ),
        ];
    }
}
