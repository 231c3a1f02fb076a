using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Protos.Trust;

/// <summary>How a fleet's root certificate is named in a join line: <c>sha256:</c> and the lower-case hexadecimal SHA-256 of its DER bytes.</summary>
public static class RootPin
{
    private const string Prefix = "sha256:";

    public static string Of(X509Certificate2 root) => Of(root.RawData);

    /// <summary>The pin of a certificate given as DER.</summary>
    public static string Of(ReadOnlySpan<byte> root) =>
        Prefix + Convert.ToHexStringLower(SHA256.HashData(root));

    /// <summary>True where the text has the form of a pin: a bad one is a typing error, to be said before anything is dialled.</summary>
    public static bool IsWellFormed(string pin) =>
        pin.StartsWith(Prefix, StringComparison.Ordinal)
        && pin.Length == Prefix.Length + (2 * SHA256.HashSizeInBytes)
        && pin.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0;
}
