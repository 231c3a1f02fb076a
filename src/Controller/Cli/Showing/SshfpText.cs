using System.Globalization;
using System.Security.Cryptography;
using Fleet.Controller.Api.Operating.Access;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>SSHFP resource records (RFC 4255, 6594, 7479, 8709): <c>web-12 IN SSHFP 4 2 HEX</c>, with SHA-256 alone.</summary>
public static class SshfpText
{
    private const int Sha256 = 2;

    /// <summary>One line a host and key, under the name that DNS has; types without a number are left out.</summary>
    public static IEnumerable<string> Lines(IEnumerable<KnownNames> hosts) =>
        hosts.SelectMany(host =>
            host.Keys.Keys.Select(key => Record(host.Names[^1], key)).OfType<string>()
        );

    /// <summary>One record; null where the key's type has no number.</summary>
    public static string? Record(string name, HostKey key) =>
        Algorithm(key.Type) is { } algorithm
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{name} IN SSHFP {algorithm} {Sha256} {Convert.ToHexStringLower(SHA256.HashData(key.Blob.Span))}"
            )
            : null;

    private static int? Algorithm(string type) =>
        type switch
        {
            "ssh-rsa" => 1,
            "ssh-dss" => 2,
            "ecdsa-sha2-nistp256" or "ecdsa-sha2-nistp384" or "ecdsa-sha2-nistp521" => 3,
            "ssh-ed25519" => 4,
            "ssh-ed448" => 6,
            _ => null,
        };
}
