using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Controller.Authority.Ca;

/// <summary>Serial numbers: 128 random bits but for the first two, which make it positive and of one length (RFC 5280 §4.1.2.2).</summary>
internal static class SerialNumber
{
    public static byte[] New()
    {
        var bytes = RandomNumberGenerator.GetBytes(16);
        bytes[0] = (byte)((bytes[0] & 0x3f) | 0x40);
        return bytes;
    }

    /// <summary>As records name it: lower-case hexadecimal.</summary>
    public static string Text(byte[] serial) => Convert.ToHexStringLower(serial);

    public static string Of(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(certificate.SerialNumberBytes.Span);
}
