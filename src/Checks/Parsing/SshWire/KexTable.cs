using System.Collections.Immutable;
using static Fleet.Checks.Parsing.SshWire.AlgorithmStrength;

namespace Fleet.Checks.Parsing.SshWire;

/// <summary>OpenSSH's key exchange methods.</summary>
internal static class KexTable
{
    internal const string NotQuantumSafe =
        "traffic recorded today can be read once there are quantum computers";
    internal const string Sha1 = "signs the exchange over SHA-1, whose collisions are practical";
    internal const string Bits2048 = "a 2048-bit group; " + NotQuantumSafe;
    internal const string Logjam =
        "a 1024-bit group that well-funded attackers can break (CVE-2015-4000, Logjam), and SHA-1";

    public static readonly ImmutableArray<Algorithm> All =
    [
        Kex("mlkem768x25519-sha256", "9.9 9.9", Strong, ""),
        Kex("sntrup761x25519-sha512", "9.9 9.9", Strong, ""),
        Kex("sntrup761x25519-sha512@openssh.com", "8.5 8.9", Strong, ""),
        Kex(
            "sntrup4591761x25519-sha512@tinyssh.org",
            "8.0 never 8.5",
            Acceptable,
            "an early draft that was replaced"
        ),
        Kex("curve25519-sha256", "7.4 7.4", Acceptable, NotQuantumSafe),
        Kex("curve25519-sha256@libssh.org", "6.5 6.5", Acceptable, NotQuantumSafe),
        Kex("ecdh-sha2-nistp256", "5.7 5.7", Acceptable, NotQuantumSafe),
        Kex("ecdh-sha2-nistp384", "5.7 5.7", Acceptable, NotQuantumSafe),
        Kex("ecdh-sha2-nistp521", "5.7 5.7", Acceptable, NotQuantumSafe),
        Kex("diffie-hellman-group-exchange-sha256", "4.4 4.4-10.0", Acceptable, NotQuantumSafe),
        Kex("diffie-hellman-group16-sha512", "7.3 7.3-10.0", Acceptable, NotQuantumSafe),
        Kex("diffie-hellman-group18-sha512", "7.3 7.3-10.0", Acceptable, NotQuantumSafe),
        Kex("diffie-hellman-group14-sha256", "7.3 7.3-10.0", Acceptable, Bits2048),
        Kex("diffie-hellman-group14-sha1", "3.9 3.9-8.2", Weak, Sha1),
        Kex("diffie-hellman-group-exchange-sha1", "2.3 2.3-6.7", Weak, Sha1),
        Kex("diffie-hellman-group1-sha1", "2.3 2.3-6.7", Broken, Logjam),
    ];

    private static Algorithm Kex(
        string name,
        string life,
        AlgorithmStrength strength,
        string reason
    ) => Algorithms.Row(AlgorithmKind.Kex, name, life, strength, reason);
}
