using System.Collections.Immutable;
using static Fleet.Checks.Parsing.SshWire.AlgorithmStrength;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>Verdicts on algorithms of other implementations, by what their names are made of: the first row of the kind that the name contains.</summary>
internal static class AlgorithmFamilies
{
    private const string Unproven = "no public analysis backs it";
    internal const string SmallCurve =
        "a curve of too few bits, or of a kind that nobody uses any more";
    private const string State = "made for one state's rules and hardly examined by others";
    private const string NotIn = "this name is in none of our tables";
    private const string Old = "an old cipher that nobody examines any more";
    private const string Rsa2048 = "a 2048-bit key; " + KexTable.NotQuantumSafe;
    private const string Draft =
        "a draft of a post-quantum method, replaced by mlkem768x25519-sha256";

    private sealed record Family(string Part, AlgorithmStrength Strength, string Reason);

    private static readonly ImmutableArray<Family> Kex =
    [
        new("group1-", Broken, KexTable.Logjam),
        new("rsa1024-", Broken, "a 1024-bit key, and SHA-1"),
        new("DH1SHA1", Broken, KexTable.Logjam),
        new("-sha1", Weak, KexTable.Sha1),
        new("SHA1", Weak, KexTable.Sha1),
        new("sm2", Weak, State),
        new("ecmqv", Weak, Unproven),
        new("brainpool", Weak, Unproven),
        new("nistk", Weak, SmallCurve),
        new("nistb", Weak, SmallCurve),
        new("nistt", Weak, SmallCurve),
        new("nistp192", Weak, SmallCurve),
        new("nistp224", Weak, SmallCurve),
        // Curves by their object identifiers (RFC 5656 §10.1).
        new("-1.2.840.10045.3.1.7", Acceptable, KexTable.NotQuantumSafe),
        new("-1.2.840.10045.3.1.1", Weak, SmallCurve),
        new("-1.3.132.0.34", Acceptable, KexTable.NotQuantumSafe),
        new("-1.3.132.0.35", Acceptable, KexTable.NotQuantumSafe),
        new("-1.3.132.0.10", Acceptable, KexTable.NotQuantumSafe),
        new("-1.3.132.0.", Weak, SmallCurve),
        // Curves named by a hash of their identifier (base64 of MD5 over its DER), as GSSAPI's methods are: of these only P-256 is not small.
        new("ecdh-sha2-9UzNcgwTlEnSCECZa7V1mw==", Acceptable, KexTable.NotQuantumSafe),
        new("==", Weak, SmallCurve),
        new("-13.3.132.0.10", Weak, "an object identifier that no curve has"),
        new("mlkem", Strong, ""),
        new("sntrup761", Strong, ""),
        new("kyber", Acceptable, Draft),
        new("nistp", Acceptable, KexTable.NotQuantumSafe),
        new("ECDH", Acceptable, KexTable.NotQuantumSafe),
        new("curve25519", Acceptable, KexTable.NotQuantumSafe),
        new("Curve25519", Acceptable, KexTable.NotQuantumSafe),
        new("curve448", Acceptable, KexTable.NotQuantumSafe),
        new("group14-", Acceptable, KexTable.Bits2048),
        new("group15-", Acceptable, KexTable.NotQuantumSafe),
        new("group16-", Acceptable, KexTable.NotQuantumSafe),
        new("group17-", Acceptable, KexTable.NotQuantumSafe),
        new("group18-", Acceptable, KexTable.NotQuantumSafe),
        new("group-exchange-sha", Acceptable, KexTable.NotQuantumSafe),
        new("gex-sha2", Acceptable, KexTable.NotQuantumSafe),
        new("rsa2048-", Acceptable, Rsa2048),
        new("@libassh.org", Weak, Unproven),
    ];

    private static readonly ImmutableArray<Family> HostKey =
    [
        new("dss", Broken, HostKeyTable.Dsa),
        new("ssh-dsa", Broken, HostKeyTable.Dsa),
        new("null", Broken, "nothing is proved"),
        new("ssh-rsa1", Weak, HostKeyTable.Sha1),
        new("pgp-sign-", Weak, "OpenPGP keys of an old kind"),
        new("spki-sign-", Weak, "SPKI keys of an old kind"),
        new("gost", Weak, State),
        new("-sha1", Weak, HostKeyTable.Sha1),
        new("@libassh.org", Weak, Unproven),
        new("nistk", Weak, SmallCurve),
        new("nistb", Weak, SmallCurve),
        new("nistt", Weak, SmallCurve),
        new("nistp192", Weak, SmallCurve),
        new("nistp224", Weak, SmallCurve),
        new("nistp", Acceptable, HostKeyTable.Nonce),
        // secp256k1 (SEC 2 §2.4.1).
        new("-1.3.132.0.10", Acceptable, HostKeyTable.Nonce),
        new("ecdsa-sha2-curve25519", Acceptable, HostKeyTable.Nonce),
        new("spi-sign-rsa", Acceptable, "a kind of key that hardly anybody uses"),
        new("ed448", Strong, ""),
        new("mldsa", Strong, ""),
        new("rsa2048-sha256", Strong, ""),
        new("rsa-sha2", Strong, ""),
        new("ssh-rsa-sha5", Strong, ""),
        new("ssh-rsa-sha3", Strong, ""),
        new("sign-rsa-sha", Strong, ""),
        new("x509v3-sign-rsa", Weak, HostKeyTable.Sha1),
        new("x509v3-ssh-rsa", Weak, HostKeyTable.Sha1),
    ];

    private static readonly ImmutableArray<Family> Cipher =
    [
        new("arcfour", Broken, CipherTable.Rc4),
        new("3des", Weak, CipherTable.Block64),
        new("des", Broken, "a 56-bit key"),
        new("blowfish", Weak, CipherTable.Block64),
        new("cast128", Weak, CipherTable.Block64),
        new("idea", Weak, CipherTable.Block64),
        new("seed", Weak, Old),
        new("serpent", Weak, Old),
        new("rijndael", Weak, CipherTable.Cbc),
        new("grasshopper", Weak, State),
        new("crypticore", Weak, Unproven),
        new("-cbc", Weak, CipherTable.Cbc),
        new("-ecb", Weak, CipherTable.Ecb),
        new("-cfb", Acceptable, "an old mode"),
        new("-ofb", Acceptable, "an old mode"),
        new("-gcm", Strong, ""),
        new("_GCM", Strong, ""),
        new("chacha20-poly1305", Strong, ""),
        new("-ctr", Strong, ""),
        new("-ocb", Acceptable, "a mode that hardly anybody uses"),
    ];

    private static readonly ImmutableArray<Family> Mac =
    [
        new("cbcmac", Weak, Unproven),
        new("crypticore", Weak, Unproven),
        new("ripemd", Weak, MacTable.Ripemd),
        new("md5", Weak, MacTable.Md5),
        new("sha1-96", Weak, MacTable.Short),
        new("_GCM", Strong, ""),
        new("-gcm", Strong, ""),
        new("chacha20-poly1305", Strong, ""),
        new("umac-", Acceptable, MacTable.EncryptAndMac),
        new("hmac-sha2", Acceptable, MacTable.EncryptAndMac),
        new("hmac-sha3", Acceptable, MacTable.EncryptAndMac),
        new("hmac-sha5", Acceptable, MacTable.EncryptAndMac),
        new("hmac-whirlpool", Acceptable, MacTable.EncryptAndMac),
        new("hmac-sha1", Acceptable, MacTable.HmacSha1),
    ];

    public static Algorithm Judge(AlgorithmKind kind, string name)
    {
        var families = kind switch
        {
            AlgorithmKind.Kex => Kex,
            AlgorithmKind.HostKey => HostKey,
            AlgorithmKind.Cipher => Cipher,
            AlgorithmKind.Mac => Mac,
            _ => [],
        };
        if (kind == AlgorithmKind.Kex && KexPseudoNames.Is(name))
        {
            return new Algorithm(kind, name, Strong, "");
        }

        if (IsBareHash(kind, name))
        {
            return new Algorithm(kind, name, Broken, MacTable.None);
        }

        var family = families.FirstOrDefault(f => name.Contains(f.Part, StringComparison.Ordinal));
        return new Algorithm(kind, name, family?.Strength ?? Unknown, family?.Reason ?? NotIn);
    }

    // A hash without a key: whoever alters a packet makes a new one.
    private static bool IsBareHash(AlgorithmKind kind, string name) =>
        kind == AlgorithmKind.Mac && name.Split('-')[0] is "md5" or "sha1" or "ripemd160";
}
