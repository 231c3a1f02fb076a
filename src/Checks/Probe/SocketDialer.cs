using System.Net;
using System.Net.Sockets;

namespace Fleet.Checks.Probe;

/// <summary>Connects with the kernel's sockets.</summary>
public sealed class SocketDialer : IDialer
{
    public async ValueTask<Dialled> ConnectAsync(
        IPEndPoint target,
        CancellationToken cancellationToken
    )
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
            };
            await socket.ConnectAsync(target, cancellationToken);
            var connected = socket;
            socket = null;
            return new Dialled(
                ConnectOutcome.Connected,
                new NetworkStream(connected, ownsSocket: true),
                connected.LocalEndPoint as IPEndPoint,
                ""
            );
        }
        catch (SocketException failure)
        {
            return new Dialled(Of(failure.SocketErrorCode), null, null, failure.Message);
        }
        finally
        {
            socket?.Dispose();
        }
    }

    internal static ConnectOutcome Of(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused => ConnectOutcome.Refused,
            SocketError.TimedOut => ConnectOutcome.TimedOut,
            SocketError.HostUnreachable
            or SocketError.NetworkUnreachable
            or SocketError.HostDown
            or SocketError.NetworkDown => ConnectOutcome.Unreachable,
            SocketError.ConnectionReset or SocketError.ConnectionAborted => ConnectOutcome.Reset,
            SocketError.AccessDenied => ConnectOutcome.Prohibited,
            _ => ConnectOutcome.Failed,
        };
}
