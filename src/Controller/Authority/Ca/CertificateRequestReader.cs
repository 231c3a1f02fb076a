using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Controller.Authority.Ca;

/// <summary>Takes from a PKCS#10 request the one thing that is believed: a public key whose private half the sender holds.</summary>
public static class CertificateRequestReader
{
    private const string EllipticCurveKey = "1.2.840.10045.2.1";
    private static readonly string[] Curves =
    [
        ECCurve.NamedCurves.nistP256.Oid.Value!,
        ECCurve.NamedCurves.nistP384.Oid.Value!,
    ];

    /// <summary>The key, or why not: malformed, its signature does not verify, or not ECDSA on P-256 or P-384.</summary>
    public static (PublicKey? Key, string Problem) Read(ReadOnlySpan<byte> der)
    {
        try
        {
            var request = CertificateRequest.LoadSigningRequest(
                der.ToArray(),
                HashAlgorithmName.SHA256
            );
            return IsAccepted(request.PublicKey)
                ? (request.PublicKey, "")
                : (null, "the certificate request's key is not ECDSA on P-256 or P-384");
        }
        catch (Exception problem) when (problem is CryptographicException or NotSupportedException)
        {
            return (null, "the certificate request is not a PKCS#10 request signed by its own key");
        }
    }

    private static bool IsAccepted(PublicKey key)
    {
        if (key.Oid.Value != EllipticCurveKey)
        {
            return false;
        }

        using var parsed = key.GetECDsaPublicKey();
        return parsed is not null
            && Curves.Contains(
                parsed.ExportParameters(false).Curve.Oid.Value,
                StringComparer.Ordinal
            );
    }
}
