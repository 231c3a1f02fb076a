using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;
using Fleet.Checks.Parsing.SshWire;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>Algorithm lists of a client: what upstream builds in by release, and what <c>+ - ^</c> make of it (<c>kex.c: kex_assemble_names</c>).</summary>
internal static class ClientAlgorithms
{
    private const string Curves =
        "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521";

    private const string FiniteFields =
        "diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group14-sha256";

    private const string Sntrup = "sntrup761x25519-sha512@openssh.com";

    private const string Keys =
        "ssh-ed25519-cert-v01@openssh.com,ecdsa-sha2-nistp256-cert-v01@openssh.com,ecdsa-sha2-nistp384-cert-v01@openssh.com,"
        + "ecdsa-sha2-nistp521-cert-v01@openssh.com,sk-ssh-ed25519-cert-v01@openssh.com,sk-ecdsa-sha2-nistp256-cert-v01@openssh.com,"
        + "rsa-sha2-512-cert-v01@openssh.com,rsa-sha2-256-cert-v01@openssh.com,"
        + Signatures;

    private const string Signatures =
        "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,sk-ssh-ed25519@openssh.com,sk-ecdsa-sha2-nistp256@openssh.com,rsa-sha2-512,rsa-sha2-256";

    private const string Macs =
        "umac-64-etm@openssh.com,umac-128-etm@openssh.com,hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha1-etm@openssh.com,"
        + "umac-64@openssh.com,umac-128@openssh.com,hmac-sha2-256,hmac-sha2-512,hmac-sha1";

    /// <summary>What the upstream release of a client offers unasked; null where that is not known. Distributions may differ.</summary>
    public static string? Default(string keyword, OpenSshVersion version) =>
        keyword switch
        {
            "KexAlgorithms" => Kex(version),
            "Ciphers" when version.IsAtLeast(10, 0) =>
                "chacha20-poly1305@openssh.com,aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr",
            "Ciphers" when version.IsAtLeast(7, 6) =>
                "chacha20-poly1305@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr,aes128-gcm@openssh.com,aes256-gcm@openssh.com",
            "MACs" when version.IsAtLeast(6, 9) => Macs,
            "CASignatureAlgorithms" when version.IsAtLeast(8, 8) => Signatures,
            "HostKeyAlgorithms"
            or "HostbasedAcceptedAlgorithms"
            or "PubkeyAcceptedAlgorithms" when version.IsAtLeast(8, 8) => Keys,
            _ => null,
        };

    /// <summary>A list with its prefix applied to the built-in one; null where that cannot be told (a wildcard, an unknown default).</summary>
    public static string? Assemble(string list, string? builtIn)
    {
        var names = list.TrimStart('+', '^', '-');
        if (list[0] == '-')
        {
            return builtIn is null
                ? null
                : string.Join(
                    ',',
                    builtIn
                        .Split(',')
                        .Where(name =>
                            SshdPatterns.List(name, names) != SshdPatterns.ListMatch.Match
                        )
                );
        }

        var whole = list[0] switch
        {
            '+' => builtIn is null ? null : $"{builtIn},{names}",
            '^' => builtIn is null ? null : $"{names},{builtIn}",
            _ => list,
        };
        return whole is null || whole.AsSpan().IndexOfAny("*?!") >= 0
            ? null
            : string.Join(',', whole.Split(',').Where(name => name.Length > 0).Distinct());
    }

    /// <summary>What ssh says against a list: a name that OpenSSH never had, or no longer has. A list that takes away (<c>-</c>) may name anything.</summary>
    public static string? Error(string keyword, string list, OpenSshVersion version)
    {
        var (kind, text) = keyword switch
        {
            "Ciphers" => (AlgorithmKind.Cipher, "Bad SSH2 cipher spec"),
            "MACs" => (AlgorithmKind.Mac, "Bad SSH2 MAC spec"),
            "KexAlgorithms" => (AlgorithmKind.Kex, "Bad SSH2 KexAlgorithms"),
            _ => (AlgorithmKind.HostKey, "Bad key types"),
        };
        var names = list.TrimStart('+', '^').Split(',');
        return list[0] != '-' && names.Any(name => !MayKnow(kind, name, version))
            ? $"{text} '{list}'."
            : null;
    }

    /// <summary>Only a name that no table has, or one that upstream dropped, is certain to be refused: distributions carry names back.</summary>
    private static bool MayKnow(AlgorithmKind kind, string name, OpenSshVersion version)
    {
        if (kind == AlgorithmKind.Cipher && name == "none")
        {
            return false;
        }

        if (kind == AlgorithmKind.HostKey && name.AsSpan().IndexOfAny("*?!") >= 0)
        {
            return true;
        }

        var known = Algorithms.Of(kind, name);
        return known.Since is not null
            ? !(known.RemovedIn is { } gone && version >= gone)
            : known.Strength != AlgorithmStrength.Unknown && name.Contains('@');
    }

    private static string? Kex(OpenSshVersion version) =>
        version.IsAtLeast(10, 0)
            ? $"mlkem768x25519-sha256,sntrup761x25519-sha512,{Sntrup},{Curves},{FiniteFields}"
        : version.IsAtLeast(9, 9)
            ? $"sntrup761x25519-sha512,{Sntrup},mlkem768x25519-sha256,{Curves},{FiniteFields}"
        : version.IsAtLeast(9, 0) ? $"{Sntrup},{Curves},{FiniteFields}"
        : version.IsAtLeast(8, 9) ? $"{Curves},{Sntrup},{FiniteFields}"
        : version.IsAtLeast(8, 2) ? $"{Curves},{FiniteFields}"
        : null;
}
