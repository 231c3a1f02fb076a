using System.Collections.Immutable;
using static Fleet.Checks.Parsing.SshWire.AlgorithmStrength;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>OpenSSH's integrity codes. They are not used with ciphers that bring their own.</summary>
internal static class MacTable
{
    internal const string EncryptAndMac =
        "made over the plaintext; the -etm kind is made over what is sent";
    internal const string Tag64 = "a 64-bit tag; OpenSSH still offers it";
    internal const string HmacSha1 =
        "HMAC does not rest on collisions, so SHA-1's fall does not reach it (RFC 6194 §3.3), but SHA-2 is at hand";
    internal const string Md5 = "HMAC-MD5 is not to be chosen any more (RFC 6151 §2.3)";
    internal const string Short = "a tag cut to 96 bits over an old hash";
    internal const string Ripemd = "RIPEMD-160 is hardly examined and gone from OpenSSH";
    internal const string None = "packets can be altered";

    public static readonly ImmutableArray<Algorithm> All =
    [
        Mac("umac-128-etm@openssh.com", "6.2 6.2", Strong, ""),
        Mac("hmac-sha2-256-etm@openssh.com", "6.2 6.2", Strong, ""),
        Mac("hmac-sha2-512-etm@openssh.com", "6.2 6.2", Strong, ""),
        Mac("umac-128@openssh.com", "6.2 6.2", Acceptable, EncryptAndMac),
        Mac("hmac-sha2-256", "5.9 5.9", Acceptable, EncryptAndMac),
        Mac("hmac-sha2-512", "5.9 5.9", Acceptable, EncryptAndMac),
        Mac("umac-64-etm@openssh.com", "6.2 6.2", Acceptable, Tag64),
        Mac("umac-64@openssh.com", "4.7 4.7", Acceptable, Tag64),
        Mac("hmac-sha1-etm@openssh.com", "6.2 6.2", Acceptable, HmacSha1),
        Mac("hmac-sha1", "2.1 2.1", Acceptable, HmacSha1),
        Mac("hmac-sha2-256-96", "5.9 5.9-6.1 6.1", Acceptable, EncryptAndMac),
        Mac("hmac-sha2-512-96", "5.9 5.9-6.1 6.1", Acceptable, EncryptAndMac),
        Mac("hmac-sha1-96", "2.5 2.5-6.7", Weak, Short),
        Mac("hmac-sha1-96-etm@openssh.com", "6.2 6.2-6.7", Weak, Short),
        Mac("hmac-md5", "2.1 2.1-6.7", Weak, Md5),
        Mac("hmac-md5-etm@openssh.com", "6.2 6.2-6.7", Weak, Md5),
        Mac("hmac-md5-96", "2.5 2.5-6.7", Weak, Md5),
        Mac("hmac-md5-96-etm@openssh.com", "6.2 6.2-6.7", Weak, Md5),
        Mac("hmac-ripemd160", "2.5 2.5-6.7 7.6", Weak, Ripemd),
        Mac("hmac-ripemd160@openssh.com", "2.1 2.1-6.7 7.6", Weak, Ripemd),
        Mac("hmac-ripemd160-etm@openssh.com", "6.2 6.2-6.7 7.6", Weak, Ripemd),
        Mac("none", "2.1 never", Broken, None),
    ];

    private static Algorithm Mac(
        string name,
        string life,
        AlgorithmStrength strength,
        string reason
    ) => Algorithms.Row(AlgorithmKind.Mac, name, life, strength, reason);
}
