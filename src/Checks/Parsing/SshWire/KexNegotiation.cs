using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>Names in the list of key exchange methods that are none: they announce an extension and are never agreed on.</summary>
public static class KexPseudoNames
{
    /// <summary>The client takes SSH_MSG_EXT_INFO (RFC 8308 §2.1).</summary>
    public const string ExtInfoClient = "ext-info-c";

    /// <summary>The server does.</summary>
    public const string ExtInfoServer = "ext-info-s";

    /// <summary>The client speaks strict key exchange, the answer to CVE-2023-48795 (OpenSSH's <c>PROTOCOL</c>, strict key exchange).</summary>
    public const string StrictClient = "kex-strict-c-v00@openssh.com";

    /// <summary>The server does.</summary>
    public const string StrictServer = "kex-strict-s-v00@openssh.com";

    /// <summary>True for any such name, those of versions to come included.</summary>
    public static bool Is(string name) =>
        name.StartsWith("ext-info-", StringComparison.Ordinal)
        || name.StartsWith("kex-strict-", StringComparison.Ordinal)
        // Dropbear's: the client's first guess counts where it is the server's first choice.
        || name.StartsWith("kexguess2@", StringComparison.Ordinal);
}

/// <summary>What two sides agree on. A null: they have nothing in common there.</summary>
public sealed record KexAgreement
{
    /// <summary>A MAC's name where the cipher brings its own integrity.</summary>
    public const string Implicit = "<implicit>";

    public string? Kex { get; init; }

    public string? HostKey { get; init; }

    public string? CipherToServer { get; init; }

    public string? CipherToClient { get; init; }

    public string? MacToServer { get; init; }

    public string? MacToClient { get; init; }

    public string? CompressionToServer { get; init; }

    public string? CompressionToClient { get; init; }

    /// <summary>Both sides announce strict key exchange.</summary>
    public bool IsStrict { get; init; }

    /// <summary>A side announced a guess and guessed wrong: its next packet is to be ignored (RFC 4253 §7).</summary>
    public bool IsGuessWrong { get; init; }

    /// <summary>The first thing they have nothing in common in, in sshd's words (<c>no matching %s found</c>); null where they agree.</summary>
    public string? Missing =>
        Kex is null ? "key exchange method"
        : HostKey is null ? "host key type"
        : CipherToServer is null || CipherToClient is null ? "cipher"
        : MacToServer is null || MacToClient is null ? "MAC"
        : CompressionToServer is null || CompressionToClient is null ? "compression method"
        : null;
}

/// <summary>RFC 4253 §7.1: of each list, the first of the client's names that the server has too.</summary>
public static class KexNegotiation
{
    public static KexAgreement Agree(KexInit client, KexInit server)
    {
        var kex = First(Real(client.Kex), Real(server.Kex));
        var toServer = First(client.CiphersToServer, server.CiphersToServer);
        var toClient = First(client.CiphersToClient, server.CiphersToClient);
        return new KexAgreement
        {
            Kex = kex,
            HostKey = First(client.HostKeys, server.HostKeys),
            CipherToServer = toServer,
            CipherToClient = toClient,
            MacToServer = Mac(toServer, client.MacsToServer, server.MacsToServer),
            MacToClient = Mac(toClient, client.MacsToClient, server.MacsToClient),
            CompressionToServer = First(client.CompressionToServer, server.CompressionToServer),
            CompressionToClient = First(client.CompressionToClient, server.CompressionToClient),
            IsStrict =
                client.Kex.Contains(KexPseudoNames.StrictClient)
                && server.Kex.Contains(KexPseudoNames.StrictServer),
            IsGuessWrong =
                (client.FirstKexFollows || server.FirstKexFollows) && !IsSameGuess(client, server),
        };
    }

    /// <summary>True where the cipher authenticates what it encrypts, so that no MAC is agreed on.</summary>
    public static bool IsAead(string cipher) =>
        cipher
            is "chacha20-poly1305@openssh.com"
                or "chacha20-poly1305"
                or "aes128-gcm@openssh.com"
                or "aes256-gcm@openssh.com"
                or "aes128-gcm"
                or "aes256-gcm"
                or "AEAD_AES_128_GCM"
                or "AEAD_AES_256_GCM";

    private static string? Mac(
        string? cipher,
        ImmutableArray<string> client,
        ImmutableArray<string> server
    ) => cipher is not null && IsAead(cipher) ? KexAgreement.Implicit : First(client, server);

    private static ImmutableArray<string> Real(ImmutableArray<string> kex) =>
        [.. kex.Where(name => !KexPseudoNames.Is(name))];

    private static string? First(ImmutableArray<string> client, ImmutableArray<string> server) =>
        client.FirstOrDefault(name => server.Contains(name));

    // The guess is right where both sides prefer the same method and host key algorithm.
    private static bool IsSameGuess(KexInit client, KexInit server) =>
        Real(client.Kex).FirstOrDefault() == Real(server.Kex).FirstOrDefault()
        && client.HostKeys.FirstOrDefault() == server.HostKeys.FirstOrDefault();
}
