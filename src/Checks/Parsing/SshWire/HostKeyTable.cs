using System.Collections.Immutable;
using static Fleet.Checks.Parsing.SshWire.AlgorithmStrength;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>OpenSSH's host key signature algorithms, those of certificates included.</summary>
internal static class HostKeyTable
{
    internal const string Sha1 =
        "signs over SHA-1, whose collisions are practical; clients from 8.8 on refuse it";
    internal const string Dsa =
        "DSA keys have 1024 bits and sign over SHA-1; clients from 7.0 on refuse them";

    public static readonly ImmutableArray<Algorithm> All =
    [
        Key("ssh-ed25519", "6.5 6.5", Strong, ""),
        Key("ssh-ed25519-cert-v01@openssh.com", "6.5 6.5", Strong, ""),
        Key("sk-ssh-ed25519@openssh.com", "8.2 8.2", Strong, ""),
        Key("sk-ssh-ed25519-cert-v01@openssh.com", "8.2 8.2", Strong, ""),
        Key("ssh-mldsa44-ed25519@openssh.com", "10.5 never", Strong, ""),
        Key("rsa-sha2-512", "7.2 7.2", Strong, ""),
        Key("rsa-sha2-256", "7.2 7.2", Strong, ""),
        Key("rsa-sha2-512-cert-v01@openssh.com", "7.8 7.8", Strong, ""),
        Key("rsa-sha2-256-cert-v01@openssh.com", "7.8 7.8", Strong, ""),
        .. new[] { "256", "384", "521" }.SelectMany(bits =>
            new[]
            {
                Key($"ecdsa-sha2-nistp{bits}", "5.7 5.7", Acceptable, Nonce),
                Key($"ecdsa-sha2-nistp{bits}-cert-v01@openssh.com", "5.7 5.7", Acceptable, Nonce),
            }
        ),
        Key("sk-ecdsa-sha2-nistp256@openssh.com", "8.2 8.2", Acceptable, Nonce),
        Key("sk-ecdsa-sha2-nistp256-cert-v01@openssh.com", "8.2 8.2", Acceptable, Nonce),
        Key("webauthn-sk-ecdsa-sha2-nistp256@openssh.com", "8.3 8.4", Acceptable, Nonce),
        Key("ssh-xmss@openssh.com", "7.7 never", Weak, "an experiment that was never finished"),
        Key(
            "ssh-xmss-cert-v01@openssh.com",
            "7.7 never",
            Weak,
            "an experiment that was never finished"
        ),
        Key("ssh-rsa", "2.5 2.5-8.8", Weak, Sha1),
        Key("ssh-rsa-cert-v01@openssh.com", "5.6 5.6-8.8", Weak, Sha1),
        Key("ssh-rsa-cert-v00@openssh.com", "5.4 5.4-7.0 7.0", Weak, Sha1),
        Key("ssh-dss", "2.1 2.1-7.0 10.1", Broken, Dsa),
        Key("ssh-dss-cert-v01@openssh.com", "5.6 5.6-7.0 10.1", Broken, Dsa),
        Key("ssh-dss-cert-v00@openssh.com", "5.4 5.4-7.0 7.0", Broken, Dsa),
    ];

    internal const string Nonce = "a poor random number once gives the key away";

    private static Algorithm Key(
        string name,
        string life,
        AlgorithmStrength strength,
        string reason
    ) => Algorithms.Row(AlgorithmKind.HostKey, name, life, strength, reason);
}
