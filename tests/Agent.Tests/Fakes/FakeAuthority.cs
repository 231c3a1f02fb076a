using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Protos.Trust;

namespace Fleet.Agent.Tests.Fakes;

/// <summary>A certificate authority of one root and one intermediate, for tests.</summary>
public sealed class FakeAuthority
{
    private readonly TimeProvider _time;
    private int _serial;

    public FakeAuthority(TimeProvider time)
    {
        _time = time;
        var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = CaRequest("Test Root", rootKey);
        Root = request.CreateSelfSigned(Now.AddDays(-1), Now.AddYears(10));
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Intermediate = CaRequest("Test Intermediate", key)
            .Create(Root, Now.AddDays(-1), Now.AddYears(5), Serial())
            .CopyWithPrivateKey(key);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    public string Pin => RootPin.Of(Root);

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>A certificate for the listener; the root inside it, as the controller does.</summary>
    public X509Certificate2 Server(
        DateTimeOffset? from = null,
        bool carriesRoot = true,
        bool forServers = true
    )
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=controller", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension(
                [new Oid(forServers ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2")],
                false
            )
        );
        if (carriesRoot)
        {
            request.CertificateExtensions.Add(CarriedRoot.ExtensionFor(Root));
        }

        var begin = from ?? Now.AddHours(-1);
        using var signed = request.Create(Intermediate, begin, begin.AddDays(7), Serial());
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }

    /// <summary>An agent's certificate for 24 hours from now.</summary>
    public X509Certificate2 Agent(byte[] certificateRequest)
    {
        var asked = CertificateRequest.LoadSigningRequest(
            certificateRequest,
            HashAlgorithmName.SHA256
        );
        var request = new CertificateRequest(
            new X500DistinguishedName("CN=web-12"),
            asked.PublicKey,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false)
        );
        return request.Create(
            Intermediate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(Intermediate.GetECDsaPrivateKey()!),
            Now.AddMinutes(-1),
            Now.AddHours(24),
            Serial()
        );
    }

    private byte[] Serial() => [1, .. BitConverter.GetBytes(Interlocked.Increment(ref _serial))];

    private static CertificateRequest CaRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true)
        );
        return request;
    }
}
