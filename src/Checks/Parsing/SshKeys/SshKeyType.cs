using System.Collections.Frozen;

namespace Fleet.Checks.Parsing.SshKeys;

/// <summary>A public key type as OpenSSH names it (<c>sshkey.c</c>, the table of key implementations).</summary>
/// <param name="Name">The name on the wire and in files: <c>ssh-ed25519</c>.</param>
/// <param name="ShortName">What sshd also takes at the start of a line, case ignored: <c>ED25519</c>.</param>
/// <param name="Fields">How many length-prefixed fields make the key, after the type's name.</param>
public sealed record SshKeyType(string Name, string ShortName, int Fields)
{
    private const string CertificateMark = "-cert-v01@openssh.com";

    private static readonly SshKeyType[] Plain =
    [
        new("ssh-ed25519", "ED25519", 1),
        new("sk-ssh-ed25519@openssh.com", "ED25519-SK", 2),
        new("ssh-rsa", "RSA", 2),
        new("ssh-dss", "DSA", 4),
        new("ecdsa-sha2-nistp256", "ECDSA", 2),
        new("ecdsa-sha2-nistp384", "ECDSA", 2),
        new("ecdsa-sha2-nistp521", "ECDSA", 2),
        new("sk-ecdsa-sha2-nistp256@openssh.com", "ECDSA-SK", 3),
        new("ssh-mldsa44-ed25519@openssh.com", "MLDSA44-ED25519", 1),
    ];

    private static readonly FrozenDictionary<string, SshKeyType> ByName = Plain
        .Concat(Plain.Select(Certificate))
        .ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>True for a certificate over a key of this type.</summary>
    public bool IsCertificate { get; private init; }

    /// <summary>The type of the key itself: a certificate's own, without the certificate.</summary>
    public string PlainName { get; private init; } = Name;

    /// <summary>By the exact name on the wire; null where OpenSSH has none.</summary>
    public static SshKeyType? OnWire(string name) => ByName.GetValueOrDefault(name);

    /// <summary>True where a line may start with <paramref name="word"/> for a key of <paramref name="type"/>: its name, a short name, or a signature algorithm of RSA.</summary>
    public static bool MayStand(string word, SshKeyType type) =>
        word == type.Name
        || (
            !type.IsCertificate
            && (
                word.Equals(type.ShortName, StringComparison.OrdinalIgnoreCase)
                || (type.Name == "ssh-rsa" && word is "rsa-sha2-256" or "rsa-sha2-512")
            )
        );

    /// <summary>True where a line's word names some key type, so that a key is expected behind it.</summary>
    public static bool IsKnown(string word) =>
        ByName.ContainsKey(word) || Array.Exists(Plain, type => MayStand(word, type));

    private static SshKeyType Certificate(SshKeyType type)
    {
        var stem = type.Name.Split('@')[0];
        return new SshKeyType(stem + CertificateMark, type.ShortName + "-CERT", type.Fields)
        {
            IsCertificate = true,
            PlainName = type.Name,
        };
    }
}
