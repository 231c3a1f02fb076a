using System.Net.Sockets;
using Fleet.V1;
using Grpc.Net.Client;

namespace Fleet.Controller.Cli.Connecting;

/// <summary>A channel to the controller of this machine, over its unix socket.</summary>
public sealed class ControllerClient : IDisposable
{
    /// <summary>The longest a plain question waits for its answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The longest an answer about every host of a fleet takes.</summary>
    public static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(5);

    private readonly SocketsHttpHandler _handler;
    private readonly GrpcChannel _channel;

    public ControllerClient(string socketPath)
    {
        SocketPath = socketPath;
        _handler = new SocketsHttpHandler
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
                        new UnixDomainSocketEndPoint(socketPath),
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
        _channel = GrpcChannel.ForAddress(
            "http://fleet",
            new GrpcChannelOptions { HttpHandler = _handler, MaxReceiveMessageSize = null }
        );
        Operators = new Operators.OperatorsClient(_channel);
    }

    public string SocketPath { get; }

    public Operators.OperatorsClient Operators { get; }

    public void Dispose()
    {
        _channel.Dispose();
        _handler.Dispose();
    }
}
