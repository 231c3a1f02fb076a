using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.KnownHosts;

/// <summary>Names in known_hosts (<c>hostfile.c</c>, <c>misc.c: put_host_port</c>): plain patterns, or one name as a salted hash.</summary>
public static class KnownHostName
{
    /// <summary>The port that is never written.</summary>
    public const int DefaultPort = 22;

    private const string HashMagic = "|1|";
    private const int SaltLength = 20;

    /// <summary>What ssh looks a host up by: the name in lower case, and <c>[name]:port</c> for another port than 22.</summary>
    public static string Of(string host, int port)
    {
        var lower = host.ToLowerInvariant();
        return port is DefaultPort or 0
            ? lower
            : string.Create(CultureInfo.InvariantCulture, $"[{lower}]:{port}");
    }

    /// <summary>True where the names of a line are a hash.</summary>
    public static bool IsHashed(string hosts) => hosts.StartsWith('|');

    /// <summary>True where a line's names speak of a name: by pattern, negations included, or by hash.</summary>
    /// <param name="name">In the form of <see cref="Of"/>.</param>
    /// <param name="hosts">The names as a line has them.</param>
    public static bool IsMatch(string name, string hosts) =>
        IsHashed(hosts)
            ? TrySalt(hosts, out var salt) && Hash(name, salt) == hosts
            : SshdPatterns.List(name.ToLowerInvariant(), hosts, lower: true)
                == SshdPatterns.ListMatch.Match;

    /// <summary>A name with a salt, as HashKnownHosts writes it: <c>|1|base64(salt)|base64(HMAC-SHA1(salt, name))</c>.</summary>
    /// <param name="name">In the form of <see cref="Of"/>.</param>
    /// <param name="salt">20 bytes.</param>
    public static string Hash(string name, ReadOnlySpan<byte> salt) =>
        $"{HashMagic}{Convert.ToBase64String(salt)}|{Convert.ToBase64String(HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name)))}";

    /// <summary>The salt of hashed names; false where they are no hash that ssh could read.</summary>
    internal static bool TrySalt(string hosts, out byte[] salt)
    {
        salt = [];
        var parts = hosts.Split('|');
        if (
            parts is not ["", "1", { Length: > 0 and <= 1024 } encoded, _]
            || !TryBytes(encoded, out salt)
        )
        {
            return false;
        }

        return salt.Length == SaltLength;
    }

    /// <summary>True where a hash is as long as the hash of any name; ssh passes over others without calling them malformed.</summary>
    internal static bool IsWholeHash(string hosts) =>
        TryBytes(hosts[(hosts.LastIndexOf('|') + 1)..], out var hash)
        && hash.Length == HMACSHA1.HashSizeInBytes;

    internal static string Source(string file, int line) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");

    private static bool TryBytes(string base64, out byte[] bytes)
    {
        bytes = new byte[(base64.Length / 4 * 3) + 3];
        var ok = Convert.TryFromBase64String(base64, bytes, out var length);
        bytes = bytes[..length];
        return ok;
    }
}
