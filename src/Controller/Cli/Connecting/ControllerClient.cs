using System.Net.Security;
using System.Net.Sockets;
using Fleet.Protos.Trust;
using Fleet.V1;
using Grpc.Net.Client;

namespace Fleet.Controller.Cli.Connecting;

/// <summary>A channel to a controller: over this machine's unix socket, or over TLS to the one whose root is pinned.</summary>
public sealed class ControllerClient : IDisposable
{
    /// <summary>The longest a plain question waits for its answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The longest an answer about every host of a fleet takes.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private readonly HttpMessageHandler _handler;
    private readonly GrpcChannel _channel;
    private readonly ServerTrust? _trust;

    /// <param name="address">Where it is.</param>
    /// <param name="time">This machine's clock: a certificate that disagrees with it is still believed.</param>
    public ControllerClient(ControllerAddress address, TimeProvider time)
    {
        Place = address.Place;
        var url = "http://fleet";
        switch (address)
        {
            case ControllerAddress.Remote remote:
                _trust = new ServerTrust(remote.Pin, time);
                _handler = new BearerHandler(remote.Token, OverTls(_trust));
                url = remote.Url.ToString();
                break;
            default:
                _handler = OverSocket(address.Place);
                break;
        }

        _channel = GrpcChannel.ForAddress(
            url,
            new GrpcChannelOptions { HttpHandler = _handler, MaxReceiveMessageSize = null }
        );
        Operators = new Operators.OperatorsClient(_channel);
        Policies = new Fleet.V1.Policies.PoliciesClient(_channel);
        Sweeps = new Fleet.V1.Sweeps.SweepsClient(_channel);
        Notices = new Notices.NoticesClient(_channel);
        Events = new Fleet.V1.Events.EventsClient(_channel);
    }

    /// <summary>The socket's path or the URL, for messages.</summary>
    public string Place { get; }

    /// <summary>Why who answered was not believed to be the controller; empty: it was, or nobody answered.</summary>
    public string TrustProblem => _trust?.Problem ?? "";

    public Operators.OperatorsClient Operators { get; }

    public Fleet.V1.Policies.PoliciesClient Policies { get; }

    public Fleet.V1.Sweeps.SweepsClient Sweeps { get; }

    public Notices.NoticesClient Notices { get; }

    public Fleet.V1.Events.EventsClient Events { get; }

    public void Dispose()
    {
        _channel.Dispose();
        _handler.Dispose();
    }

    private static SocketsHttpHandler OverTls(ServerTrust trust) =>
        new()
        {
            ConnectTimeout = ConnectPatience,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, server, chain, _) =>
                    trust.Believes(server, chain),
            },
        };

    private static SocketsHttpHandler OverSocket(string path) =>
        new()
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(
                    AddressFamily.Unix,
                    SocketType.Stream,
                    ProtocolType.Unspecified
                );
                try
                {
                    await socket.ConnectAsync(
                        new UnixDomainSocketEndPoint(path),
                        cancellationToken
                    );
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
}
