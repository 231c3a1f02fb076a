using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Fleet.Protos.Trust;
using Fleet.V1;
using Grpc.Net.Client;

namespace Fleet.Agent.Enrolment;

/// <summary>One TLS connection to the controller, believed by the pin alone.</summary>
public sealed class ControllerChannel : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private readonly GrpcChannel _channel;
    private readonly X509Certificate2? _certificate;

    private ControllerChannel(
        string controller,
        ServerTrust trust,
        X509Certificate2? certificate,
        SslStreamCertificateContext? context
    )
    {
        Trust = trust;
        _certificate = certificate;
        _channel = GrpcChannel.ForAddress(
            $"https://{controller}",
            new GrpcChannelOptions
            {
                DisposeHttpClient = true,
                HttpHandler = new SocketsHttpHandler
                {
                    ConnectTimeout = ConnectTimeout,
                    UseProxy = false,
                    SslOptions = new SslClientAuthenticationOptions
                    {
                        ClientCertificateContext = context,
                        RemoteCertificateValidationCallback = (_, server, chain, _) =>
                            trust.Believes(server, chain),
                    },
                },
            }
        );
        Client = new AgentLink.AgentLinkClient(_channel);
    }

    public AgentLink.AgentLinkClient Client { get; }

    /// <summary>What was made of the server's certificate.</summary>
    public ServerTrust Trust { get; }

    /// <summary>Without a certificate of our own: to join, and to renew one that may have ended.</summary>
    public static ControllerChannel Anonymous(string controller, string pin, TimeProvider time) =>
        new(controller, new ServerTrust(pin, time), null, null);

    /// <summary>As this host.</summary>
    public static ControllerChannel As(Membership membership, TimeProvider time)
    {
        var certificate = membership.Certificate.CopyWithPrivateKey(membership.Key);
        var context = SslStreamCertificateContext.Create(
            certificate,
            [.. membership.Chain.SkipLast(1)],
            offline: true
        );
        return new(
            membership.Controller,
            new ServerTrust(membership.Pin, time),
            certificate,
            context
        );
    }

    public void Dispose()
    {
        _channel.Dispose();
        _certificate?.Dispose();
    }
}
