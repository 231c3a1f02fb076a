using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Authority.Ca;
using Fleet.Controller.Tests.Fakes;
using Fleet.Protos.Trust;
using Fleet.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Fleet.Controller.Tests.Authority.Joining;

public sealed class RenewerTests : IDisposable
{
    private readonly JoiningRoom _room = new();
    private readonly ECDsa _key = AgentKey.New();
    private readonly ECDsa _next = AgentKey.New();

    public void Dispose()
    {
        _room.Dispose();
        _key.Dispose();
        _next.Dispose();
    }

    [Fact]
    public async Task A_valid_certificate_renews_with_a_new_key()
    {
        var old = await _room.JoinAsync(_key, "web-12", 1);

        var issued = await _room.Renewer.RenewAsync(Request(old), default);

        Assert.Equal(StatusCode.OK, issued.Problem.StatusCode);
        Assert.Equal(
            _next.ExportSubjectPublicKeyInfo(),
            issued.Certificate!.PublicKey.ExportSubjectPublicKeyInfo()
        );
        Assert.Equal(
            "web-12",
            (await _room.Gate.IdentifyAsync(issued.Certificate, default))!.HostName
        );
    }

    [Fact]
    public async Task A_certificate_that_ended_three_days_ago_renews_but_opens_no_stream()
    {
        var old = await _room.JoinAsync(_key, "web-12", 1);
        _room.Time.Now += CertificateAuthority.AgentLifetime + TimeSpan.FromDays(3);

        Assert.False(_room.Gate.Admits(old));
        var issued = await _room.Renewer.RenewAsync(Request(old), default);

        Assert.True(_room.Gate.Admits(issued.Certificate!));
    }

    [Fact]
    public async Task A_certificate_that_ended_over_thirty_days_ago_does_not_renew()
    {
        var old = await _room.JoinAsync(_key, "web-12", 1);
        _room.Time.Now += CertificateAuthority.AgentLifetime + TimeSpan.FromDays(30.1);

        var issued = await _room.Renewer.RenewAsync(Request(old), default);

        Assert.Equal(StatusCode.Unauthenticated, issued.Problem.StatusCode);
        Assert.Contains("30 days", issued.Problem.Detail);
    }

    [Fact]
    public async Task A_revoked_certificate_does_not_renew()
    {
        var old = await _room.JoinAsync(_key, "web-12", 1);
        _ = await _room.Store.RevokeHostAsync("web-12", "", "root", _room.Time.Now, default);

        var issued = await _room.Renewer.RenewAsync(Request(old), default);

        Assert.StartsWith("the certificate was revoked", issued.Problem.Detail);
    }

    [Fact]
    public async Task Proof_by_another_key_does_not_renew()
    {
        var request = Request(await _room.JoinAsync(_key, "web-12", 1));
        request.Signature = RenewalProof.Sign(_next, request.CertificateRequest, request.SignedAt);

        var issued = await _room.Renewer.RenewAsync(request, default);

        Assert.Contains("not signed with the certificate's key", issued.Problem.Detail);
    }

    [Fact]
    public async Task Proof_for_another_request_does_not_renew()
    {
        var request = Request(await _room.JoinAsync(_key, "web-12", 1));
        request.CertificateRequest = ByteString.CopyFrom(AgentKey.Request(_key));

        var issued = await _room.Renewer.RenewAsync(request, default);

        Assert.Contains("not signed with the certificate's key", issued.Problem.Detail);
    }

    [Theory]
    [InlineData(23, true)]
    [InlineData(-23, true)]
    [InlineData(25, false)]
    [InlineData(-25, false)]
    public async Task A_hosts_clock_may_be_a_day_off(int hours, bool renews)
    {
        var old = await _room.JoinAsync(_key, "web-12", 1);

        var issued = await _room.Renewer.RenewAsync(
            Request(old, _room.Time.Now.AddHours(hours)),
            default
        );

        Assert.Equal(renews, issued.Certificate is not null);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_does_not_renew()
    {
        using var other = new JoiningRoom();
        var foreign = await other.JoinAsync(_key, "web-12", 1);

        var issued = await _room.Renewer.RenewAsync(Request(foreign), default);

        Assert.StartsWith("the certificate is not one of this controller's", issued.Problem.Detail);
    }

    [Fact]
    public async Task What_is_no_certificate_does_not_renew()
    {
        var request = Request(await _room.JoinAsync(_key, "web-12", 1));
        request.Certificate = ByteString.CopyFromUtf8("nonsense");

        var issued = await _room.Renewer.RenewAsync(request, default);

        Assert.Equal(StatusCode.Unauthenticated, issued.Problem.StatusCode);
    }

    private RenewRequest Request(X509Certificate2 old, DateTimeOffset? signedAt = null)
    {
        var at = (signedAt ?? _room.Time.Now).ToTimestamp();
        var csr = ByteString.CopyFrom(AgentKey.Request(_next));
        return new()
        {
            Certificate = ByteString.CopyFrom(old.RawData),
            CertificateRequest = csr,
            SignedAt = at,
            Signature = RenewalProof.Sign(_key, csr, at),
        };
    }
}
