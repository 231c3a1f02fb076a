using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Authority;
using Fleet.Controller.Authority.Ca;
using Fleet.Controller.Tests.Authority.Joining;
using Fleet.Controller.Tests.Fakes;
using Fleet.Protos.Trust;
using Fleet.V1;
using Grpc.Core;

namespace Fleet.Controller.Tests.Api.Listening;

public sealed class HandshakeTests : IAsyncLifetime
{
    private readonly ECDsa _key = AgentKey.New();
    private TestController _controller = null!;

    public async ValueTask InitializeAsync() => _controller = await TestController.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _controller.DisposeAsync();
    }

    [Fact]
    public async Task An_agent_that_joined_connects_as_the_host_of_its_certificate()
    {
        var certificate = await _controller.JoinAsync(_key, "web-12");

        Assert.Equal("web-12", await WelcomeAsync(certificate, _key));
        Assert.Equal("web-12", Assert.Single(_controller.Fleet.Connected).HostName);
    }

    [Fact]
    public async Task Without_a_certificate_no_stream_opens()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => WelcomeAsync(null, null));

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_ends_the_handshake()
    {
        using var other = new JoiningRoom();
        other.Time.Now = DateTimeOffset.UtcNow;
        var foreign = await other.JoinAsync(_key, "web-12", 1);

        await AssertHandshakeFails(foreign);
    }

    [Fact]
    public async Task A_revoked_certificate_ends_the_handshake()
    {
        var certificate = await _controller.JoinAsync(_key, "web-12");
        Assert.Equal(0, await _controller.RunAsync(TextWriter.Null, "agents", "revoke", "web-12"));

        await AssertHandshakeFails(certificate);
    }

    [Fact]
    public async Task A_certificate_that_ended_by_the_controllers_clock_ends_the_handshake()
    {
        var certificate = await _controller.JoinAsync(_key, "web-12");
        _controller.Time.Now += CertificateAuthority.AgentLifetime + TimeSpan.FromMinutes(1);

        await AssertHandshakeFails(certificate);
    }

    [Fact]
    public async Task Revocation_reaches_a_connection_whose_handshake_is_long_past()
    {
        var certificate = await _controller.JoinAsync(_key, "web-12");
        using var channel = _controller.Dial(certificate, _key);
        var agent = new AgentLink.AgentLinkClient(channel);
        using (var first = agent.Connect())
        {
            Assert.True(await first.ResponseStream.MoveNext());
        }

        var told = new List<Revocation>();
        using var subscription = _controller.Parts.Revocations.Subscribe(told.Add);
        Assert.Equal(0, await _controller.RunAsync(TextWriter.Null, "agents", "revoke", "web-12"));

        using var second = agent.Connect();
        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            second.ResponseStream.MoveNext()
        );
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        Assert.Equal(certificate.SerialNumber.ToLowerInvariant(), Assert.Single(told).Serials[0]);
    }

    [Fact]
    public async Task The_server_shows_a_chain_to_the_root_that_its_certificate_carries()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_controller.Plan.Agents);
        X509Certificate2? root = null;
        var verified = false;
        await using var tls = new SslStream(
            tcp.GetStream(),
            leaveInnerStreamOpen: false,
            (_, server, chain, _) =>
            {
                root = CarriedRoot.Find(
                    (X509Certificate2)server!,
                    _controller.Parts.Certificates.RootPin
                );
                using var own = new X509Chain();
                own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                own.ChainPolicy.CustomTrustStore.Add(root!);
                own.ChainPolicy.ExtraStore.AddRange(chain!.ChainPolicy.ExtraStore);
                verified = own.Build((X509Certificate2)server!);
                return verified;
            }
        );
        await tls.AuthenticateAsClientAsync("127.0.0.1");

        Assert.True(verified);
        var shown = new X509Certificate2(tls.RemoteCertificate!);
        Assert.True(shown.MatchesHostname("localhost"));
        Assert.True(shown.MatchesHostname("127.0.0.1"));
    }

    [Fact]
    public void A_root_with_another_pin_is_not_found()
    {
        using var leaf = _controller.Parts.Certificates.IssueServer(["localhost"], []);

        Assert.Null(CarriedRoot.Find(leaf, RootPin.Of([1, 2, 3])));
    }

    [Fact]
    public async Task Agents_do_not_reach_the_operators_service()
    {
        using var channel = _controller.Dial(await _controller.JoinAsync(_key, "web-12"), _key);
        var operators = new Operators.OperatorsClient(channel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await operators.CreateTokenAsync(new())
        );

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    private async Task AssertHandshakeFails(X509Certificate2 certificate)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => WelcomeAsync(certificate, _key));
        Assert.True(
            refused.StatusCode is StatusCode.Unavailable or StatusCode.Internal,
            $"{refused.Status}"
        );
        Assert.Empty(_controller.Fleet.Connected);
    }

    private async Task<string> WelcomeAsync(X509Certificate2? certificate, ECDsa? key)
    {
        using var channel = _controller.Dial(certificate, key);
        using var call = new AgentLink.AgentLinkClient(channel).Connect();
        Assert.True(await call.ResponseStream.MoveNext());
        return call.ResponseStream.Current.Welcome.HostName;
    }
}
