using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Controller.Authority;

/// <summary>A token as its holder has it: <c>id.secret</c>, both lower-case base 32 without look-alikes; the secret has 160 random bits.</summary>
/// <param name="Id">Names the token; may be shown.</param>
/// <param name="Secret">Shown once.</param>
public readonly record struct TokenSecret(string Id, string Secret)
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int IdLength = 8;
    private const int SecretLength = 32;

    public static TokenSecret New() =>
        new(
            RandomNumberGenerator.GetString(Alphabet, IdLength),
            RandomNumberGenerator.GetString(Alphabet, SecretLength)
        );

    public static bool TryParse(string text, [NotNullWhen(true)] out TokenSecret? secret)
    {
        var parts = text.Trim().Split('.');
        secret =
            parts.Length == 2 && parts[0].Length == IdLength && parts[1].Length == SecretLength
                ? new TokenSecret(parts[0], parts[1])
                : null;
        return secret is not null;
    }

    /// <summary>What is stored in place of the secret.</summary>
    public string Hash() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    /// <summary>Compares in time that does not depend on where they differ.</summary>
    public bool Proves(string storedHash) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Hash()),
            Encoding.ASCII.GetBytes(storedHash)
        );

    public override string ToString() => $"{Id}.{Secret}";
}
