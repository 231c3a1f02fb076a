using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fleet.Controller.Tests.Fakes;

/// <summary>What an agent makes for itself.</summary>
public static class AgentKey
{
    public static ECDsa New() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static byte[] Request(ECDsa key) =>
        new CertificateRequest("CN=whatever", key, HashAlgorithmName.SHA256).CreateSigningRequest();
}
