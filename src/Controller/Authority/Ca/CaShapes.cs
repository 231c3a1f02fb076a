using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Controller.Authority.Ca;

/// <summary>What the authority's own certificates look like (RFC 5280 §4.2).</summary>
internal static class CaShapes
{
    /// <summary>An intermediate with less than this left is made anew, where the root's key is at hand.</summary>
    public static readonly TimeSpan IntermediateRenewal = TimeSpan.FromDays(365);

    /// <summary>Room for clocks that are behind.</summary>
    public static readonly TimeSpan Backdating = TimeSpan.FromMinutes(10);

    /// <summary>When a certificate ends, in UTC.</summary>
    public static DateTimeOffset End(X509Certificate2 certificate) =>
        new(certificate.NotAfter.ToUniversalTime());

    private const int RootYears = 20;
    private const int IntermediateYears = 5;

    public static X509Certificate2 Root(ECDsa key, DateTimeOffset now) =>
        Authority(Named("Fleet root", key), key, pathLength: 1)
            .CreateSelfSigned(now - Backdating, now.AddYears(RootYears));

    public static X509Certificate2 Intermediate(
        X509Certificate2 root,
        ECDsa key,
        DateTimeOffset now
    )
    {
        var request = Authority("CN=Fleet intermediate", key, pathLength: 0);
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                root,
                includeKeyIdentifier: true,
                includeIssuerAndSerial: false
            )
        );
        var end = now.AddYears(IntermediateYears);
        var rootEnd = End(root);
        return request.Create(
            root,
            now - Backdating,
            end < rootEnd ? end : rootEnd,
            SerialNumber.New()
        );
    }

    /// <summary>Two fleets' roots have different names, so that tools which look up by name do not mix them up.</summary>
    private static string Named(string name, ECDsa key) =>
        $"CN={name} {Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 4))}";

    private static CertificateRequest Authority(string subject, ECDsa key, int pathLength)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(true, true, pathLength, critical: true)
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(
                X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
                critical: true
            )
        );
        request.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false)
        );
        return request;
    }
}
