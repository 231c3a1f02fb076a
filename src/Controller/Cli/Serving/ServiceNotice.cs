using System.Net.Sockets;
using System.Text;

namespace Fleet.Controller.Cli.Serving;

/// <summary>Tells systemd how the service is (sd_notify(3)): one datagram to <c>$NOTIFY_SOCKET</c>; nothing where it is unset.</summary>
public sealed class ServiceNotice(string? notifySocket)
{
    public void Ready() => Send("READY=1");

    public void Stopping() => Send("STOPPING=1");

    private void Send(string state)
    {
        if (string.IsNullOrEmpty(notifySocket))
        {
            return;
        }

        // A leading @ stands for the zero byte of an abstract address.
        var address = notifySocket[0] == '@' ? '\0' + notifySocket[1..] : notifySocket;
        using var socket = new Socket(
            AddressFamily.Unix,
            SocketType.Dgram,
            ProtocolType.Unspecified
        );
        try
        {
            _ = socket.SendTo(
                Encoding.ASCII.GetBytes(state),
                new UnixDomainSocketEndPoint(address)
            );
        }
        catch (SocketException)
        {
            // systemd then says itself that the service never became ready.
            return;
        }
    }
}
