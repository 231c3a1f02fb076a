using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Authority.Ca;
using Fleet.Controller.Tests.Fakes;

namespace Fleet.Controller.Tests.Authority.Ca;

public sealed class CertificateRequestReaderTests
{
    [Fact]
    public void Keys_on_P256_and_P384_are_taken()
    {
        using var p256 = AgentKey.New();
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.NotNull(CertificateRequestReader.Read(AgentKey.Request(p256)).Key);
        Assert.NotNull(CertificateRequestReader.Read(AgentKey.Request(p384)).Key);
    }

    [Fact]
    public void Other_curves_and_RSA_are_not()
    {
        using var p521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        using var rsa = RSA.Create(2048);
        var byRsa = new CertificateRequest(
            "CN=x",
            rsa,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSigningRequest();

        Assert.Null(CertificateRequestReader.Read(AgentKey.Request(p521)).Key);
        Assert.Null(CertificateRequestReader.Read(byRsa).Key);
    }

    [Fact]
    public void A_request_that_its_key_did_not_sign_is_not()
    {
        using var key = AgentKey.New();
        var request = AgentKey.Request(key);
        request[^3] ^= 1;

        Assert.Null(CertificateRequestReader.Read(request).Key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void A_truncated_request_is_not(int length)
    {
        using var key = AgentKey.New();

        Assert.Null(CertificateRequestReader.Read(AgentKey.Request(key).AsSpan(0, length)).Key);
    }
}
