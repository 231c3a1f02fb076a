using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Controller.Authority.Joining;
using Fleet.Controller.Cli;
using Fleet.Controller.Cli.Serving;
using Fleet.Controller.Tests.Fakes;
using Fleet.Protos.Trust;
using Fleet.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace Fleet.Controller.Tests.Cli.Serving;

/// <summary>The whole controller, with its database, against an agent's bare RPCs.</summary>
public sealed class RunningControllerTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ECDsa _key = AgentKey.New();
    private DataFolder _data = null!;
    private ServeOptions _options = null!;
    private RunningController _controller = null!;

    public async ValueTask InitializeAsync()
    {
        _data = DataFolder.Take(_folder["data"]);
        var listen = ServeOptions.Free(new(IPAddress.Loopback, 0), orAnother: false);
        _options = new(_data.Path, listen, null, _folder["data/fleet.sock"], null, null);
        _controller = await RunningController.StartAsync(
            _data,
            _options,
            given: null,
            _ => { },
            TimeProvider.System,
            default
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _controller.DisposeAsync();
        _data.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Revocation_ends_an_open_stream_and_says_why()
    {
        using var channel = await JoinedAsync("web-12");
        using var stream = await WelcomedAsync(channel);

        Assert.Equal(
            0,
            await AskAsync(TextWriter.Null, "agents", "revoke", "web-12", "--reason", "stolen")
        );

        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.ResponseStream.MoveNext()) { }
        });
        Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);
        Assert.Contains("stolen", ended.Status.Detail);
        using var output = new StringWriter();
        Assert.Equal(0, await AskAsync(output, "hosts"));
        Assert.Contains("revoked", output.ToString());
    }

    [Fact]
    public async Task A_single_use_token_lets_one_of_many_at_once_in()
    {
        var token = await TokenAsync();

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(n => Task.Run(() => EnrolsAsync(token, $"web-{n}", (byte)n)))
        );

        Assert.Single(outcomes, enrolled => enrolled);
    }

    [Fact]
    public async Task Stopping_tells_agents_to_come_back()
    {
        using var channel = await JoinedAsync("web-12");
        using var stream = await WelcomedAsync(channel);
        var stopping = _controller.DisposeAsync();

        var messages = new List<ControllerMessage.MessageOneofCase>();
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.ResponseStream.MoveNext())
            {
                messages.Add(stream.ResponseStream.Current.MessageCase);
            }
        });
        await stopping;
        Assert.Contains(ControllerMessage.MessageOneofCase.Drain, messages);
        await InitializeAgainAsync();
    }

    private async Task InitializeAgainAsync()
    {
        _data.Dispose();
        await InitializeAsync();
    }

    private async Task<AsyncDuplexStreamingCall<AgentMessage, ControllerMessage>> WelcomedAsync(
        GrpcChannel channel
    )
    {
        var stream = new AgentLink.AgentLinkClient(channel).Connect();
        await stream.RequestStream.WriteAsync(
            new()
            {
                Hello = new()
                {
                    SpoolId = "0123456789abcdef0123456789abcdef",
                    BootId = "5f0c6ad6-3a6a-4d0c-8f2e-0f6f3a1f1b11",
                    OldestSeq = 1,
                    AgentVersion = "0.1.0",
                    WallTime = DateTimeOffset.UtcNow.ToTimestamp(),
                },
            }
        );
        Assert.True(await stream.ResponseStream.MoveNext());
        Assert.Equal("web-12", stream.ResponseStream.Current.Welcome.HostName);
        return stream;
    }

    private async Task<string> TokenAsync()
    {
        var tokens = new JoinTokens(_controller.Parts.Authority, TimeProvider.System);
        var none = ImmutableSortedDictionary<string, string>.Empty;
        var (_, secret) = await tokens.CreateAsync("", none, null, 1, "root", default);
        return secret.ToString();
    }

    private async Task<GrpcChannel> JoinedAsync(string name)
    {
        var reply = await EnrolAsync(await TokenAsync(), name, 1);
        var certificate = X509CertificateLoader.LoadCertificate(reply.Certificate.Span);
        return Dial(certificate.CopyWithPrivateKey(_key));
    }

    private async Task<bool> EnrolsAsync(string token, string name, byte machine)
    {
        try
        {
            _ = await EnrolAsync(token, name, machine);
            return true;
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.Unauthenticated)
        {
            return false;
        }
    }

    private async Task<EnrollReply> EnrolAsync(string token, string name, byte machine)
    {
        using var channel = Dial(null);
        return await new AgentLink.AgentLinkClient(channel).EnrollAsync(
            new()
            {
                Token = token,
                CertificateRequest = ByteString.CopyFrom(AgentKey.Request(_key)),
                HostName = name,
                MachineIdHash = ByteString.CopyFrom(machine),
            }
        );
    }

    private GrpcChannel Dial(X509Certificate2? certificate)
    {
        var ssl = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, server, _, _) =>
                CarriedRoot.Find((X509Certificate2)server!, _controller.Parts.Certificates.RootPin)
                    is not null,
            ClientCertificateContext = certificate is null
                ? null
                : SslStreamCertificateContext.Create(
                    certificate,
                    [_controller.Parts.Certificates.Intermediate],
                    offline: true
                ),
        };
        return GrpcChannel.ForAddress(
            $"https://{_options.Listen}",
            new() { HttpHandler = new SocketsHttpHandler { SslOptions = ssl } }
        );
    }

    private Task<int> AskAsync(TextWriter output, params string[] words) =>
        FleetCommand.RunAsync(
            words,
            TestController.Environment(output, TextWriter.Null, null, _options.Socket)
        );
}
