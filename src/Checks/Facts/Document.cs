using System.Security.Cryptography;
using System.Text;

namespace Fleet.Checks.Facts;

/// <summary>Ordered text whose meaning needs the whole: sshd_config with its includes, a ruleset, authorized_keys. Stored once by its hash.</summary>
/// <param name="Name">A stable name on the host, usually the path: <c>/etc/ssh/sshd_config</c>.</param>
/// <param name="Body">The text, at most <see cref="MaxCharacters"/>.</param>
/// <param name="Truncated">True where the cap cut it: models over it must answer unknown beyond its end.</param>
public sealed record Document(string Name, string Body, bool Truncated = false)
{
    /// <summary>The cap on one document.</summary>
    public const int MaxCharacters = 256 * 1024;

    /// <summary>SHA-256 of the body's UTF-8 bytes, lower-case hexadecimal.</summary>
    public string Hash =>
        field ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)));

    /// <summary>Makes a document of any length, cut at the cap.</summary>
    public static Document Capped(string name, string body) =>
        body.Length <= MaxCharacters
            ? new Document(name, body)
            : new Document(name, body[..MaxCharacters], Truncated: true);
}
