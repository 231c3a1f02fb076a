using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Interop.Tests.Host;

/// <summary>An authority with a certificate for a server on loopback and one for the client <c>web-12</c>, as PEM files in a folder of their own.</summary>
public sealed class InteropKeys : IDisposable
{
    public const string ClientName = "web-12";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fleet-interop-keys-");

    public InteropKeys()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Interop authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        Write("ca.pem", authority.ExportCertificatePem());
        Authority = X509CertificateLoader.LoadCertificate(authority.RawData);
        Server = Issue(authority, "server", "localhost", onLoopback: true);
        Client = Issue(authority, "client", ClientName, onLoopback: false);
    }

    public string Folder => folder.FullName;

    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server { get; }

    public X509Certificate2 Client { get; }

    /// <summary>Whether the certificate was issued here.</summary>
    public bool Issued(X509Certificate certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var judged = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(judged);
    }

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
        Client.Dispose();
        folder.Delete(recursive: true);
    }

    private X509Certificate2 Issue(
        X509Certificate2 authority,
        string file,
        string name,
        bool onLoopback
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (onLoopback)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(
            authority,
            new DateTimeOffset(authority.NotBefore),
            new DateTimeOffset(authority.NotAfter),
            RandomNumberGenerator.GetBytes(8)
        );
        using var withKey = issued.CopyWithPrivateKey(key);
        Write($"{file}.pem", issued.ExportCertificatePem());
        Write($"{file}.key", key.ExportPkcs8PrivateKeyPem());
        return X509CertificateLoader.LoadPkcs12(
            withKey.Export(X509ContentType.Pkcs12),
            password: null
        );
    }

    private void Write(string name, string pem) =>
        File.WriteAllText(Path.Combine(Folder, name), pem);
}
