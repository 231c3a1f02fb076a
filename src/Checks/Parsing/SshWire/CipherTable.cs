using System.Collections.Immutable;
using static Fleet.Checks.Parsing.SshWire.AlgorithmStrength;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>OpenSSH's ciphers.</summary>
internal static class CipherTable
{
    internal const string Cbc =
        "CBC mode gives plaintext away to whoever can alter packets (CVE-2008-5161)";
    internal const string Block64 =
        "a 64-bit block cipher gives plaintext away in long sessions (CVE-2016-2183, Sweet32)";
    internal const string Rc4 = "RC4's key stream is biased; plaintext can be recovered (RFC 8758)";
    internal const string Ecb = "equal blocks of plaintext stay equal";
    internal const string None = "nothing is encrypted";

    public static readonly ImmutableArray<Algorithm> All =
    [
        Cipher("chacha20-poly1305@openssh.com", "6.5 6.5", Strong, ""),
        Cipher("aes128-gcm@openssh.com", "6.2 6.2", Strong, ""),
        Cipher("aes256-gcm@openssh.com", "6.2 6.2", Strong, ""),
        Cipher("aes128-ctr", "3.7 3.7", Strong, ""),
        Cipher("aes192-ctr", "3.7 3.7", Strong, ""),
        Cipher("aes256-ctr", "3.7 3.7", Strong, ""),
        Cipher("aes128-cbc", "2.3 2.3-6.7", Weak, Cbc),
        Cipher("aes192-cbc", "2.3 2.3-6.7", Weak, Cbc),
        Cipher("aes256-cbc", "2.3 2.3-6.7", Weak, Cbc),
        Cipher("rijndael-cbc@lysator.liu.se", "2.3 2.3-6.7", Weak, Cbc),
        Cipher("3des-cbc", "2.1 2.1-6.7", Weak, Block64),
        Cipher("blowfish-cbc", "2.1 2.1-6.7 7.6", Weak, Block64),
        Cipher("cast128-cbc", "2.1 2.1-6.7 7.6", Weak, Block64),
        Cipher("arcfour", "2.1 2.1-6.7 7.6", Broken, Rc4),
        Cipher("arcfour128", "4.2 4.2-6.7 7.6", Broken, Rc4),
        Cipher("arcfour256", "4.2 4.2-6.7 7.6", Broken, Rc4),
        Cipher("none", "2.1 never", Broken, None),
    ];

    private static Algorithm Cipher(
        string name,
        string life,
        AlgorithmStrength strength,
        string reason
    ) => Algorithms.Row(AlgorithmKind.Cipher, name, life, strength, reason);
}
