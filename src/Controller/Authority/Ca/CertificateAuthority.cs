using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Protos.Trust;

namespace Fleet.Controller.Authority.Ca;

/// <summary>Signs with the online intermediate, and judges chains up to the root. Never sees an agent's private key.</summary>
public sealed class CertificateAuthority(
    X509Certificate2 root,
    X509Certificate2 intermediate,
    TimeProvider time
)
{
    /// <summary>How long an agent's certificate lives.</summary>
    public static readonly TimeSpan AgentLifetime = TimeSpan.FromHours(24);

    /// <summary>How long the listener's own certificate lives; it is renewed at half of it.</summary>
    public static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(7);

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>What a join line carries so that an agent knows this controller.</summary>
    public string RootPin { get; } = Protos.Trust.RootPin.Of(root);

    public X509Certificate2 Root => root;

    public X509Certificate2 Intermediate => intermediate;

    /// <summary>Intermediate first, root last, as DER.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Chain { get; } =
    [intermediate.RawDataMemory, root.RawDataMemory];

    /// <summary>The listener's certificate with a new key.</summary>
    public X509Certificate2 IssueServer(IEnumerable<string> names, IEnumerable<IPAddress> addresses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        foreach (var address in addresses)
        {
            alternatives.AddIpAddress(address);
        }

        var request = EndEntity("CN=Fleet controller", new PublicKey(key), ServerAuthentication);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(CarriedRoot.ExtensionFor(root));
        var now = time.GetUtcNow();
        using var bare = Sign(
            request,
            now - CaShapes.Backdating,
            now + ServerLifetime,
            SerialNumber.New()
        );
        return bare.CopyWithPrivateKey(key);
    }

    /// <summary>What an agent's next certificate will be, so that it can be recorded before it is signed.</summary>
    public IssuedCertificate PlanAgent()
    {
        var now = time.GetUtcNow();
        return new(
            SerialNumber.Text(SerialNumber.New()),
            now - CaShapes.Backdating,
            now + AgentLifetime
        );
    }

    /// <summary>Signs a planned certificate: subject CN=host name, and the host's id as the URI <c>spiffe://fleet/host/ID</c>.</summary>
    public X509Certificate2 IssueAgent(
        IssuedCertificate plan,
        PublicKey key,
        int hostId,
        string hostName
    )
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(hostName);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddUri(new Uri($"spiffe://fleet/host/{hostId}"));
        var request = EndEntity(subject.Build().Name, key, ClientAuthentication);
        request.CertificateExtensions.Add(alternatives.Build());
        return Sign(request, plan.NotBefore, plan.NotAfter, Convert.FromHexString(plan.Serial));
    }

    /// <summary>Whether this authority signed an agent's certificate and it is valid now.</summary>
    public bool Vouches(X509Certificate2 agent) => Vouches(agent, time.GetUtcNow());

    /// <summary>Whether this authority signed an agent's certificate and it was valid at a time; revocation is another question.</summary>
    public bool Vouches(X509Certificate2 agent, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        _ = chain.ChainPolicy.CustomTrustStore.Add(root);
        _ = chain.ChainPolicy.ExtraStore.Add(intermediate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(agent);
    }

    private X509Certificate2 Sign(
        CertificateRequest request,
        DateTimeOffset from,
        DateTimeOffset to,
        byte[] serial
    )
    {
        using var key = intermediate.GetECDsaPrivateKey()!;
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                intermediate,
                includeKeyIdentifier: true,
                includeIssuerAndSerial: false
            )
        );
        return request.Create(
            intermediate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            from,
            to,
            serial
        );
    }

    private static CertificateRequest EndEntity(string subject, PublicKey key, string use)
    {
        var request = new CertificateRequest(
            new X500DistinguishedName(subject),
            key,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(false, false, 0, critical: true)
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false)
        );
        request.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false)
        );
        return request;
    }
}
