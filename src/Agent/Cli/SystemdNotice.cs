using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Fleet.Agent.Cli;

/// <summary>sd_notify(3): one datagram to the socket that systemd names in NOTIFY_SOCKET; without it nothing is said.</summary>
internal sealed class SystemdNotice(Func<string, string?> variable)
{
    private readonly string _socket = variable("NOTIFY_SOCKET") ?? "";

    /// <summary>How often systemd wants to hear of us: half of WATCHDOG_USEC; null: it does not.</summary>
    public TimeSpan? WatchdogInterval =>
        _socket != ""
        && long.TryParse(
            variable("WATCHDOG_USEC"),
            CultureInfo.InvariantCulture,
            out var microseconds
        )
        && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds / 2)
            : null;

    /// <summary>Says <c>READY=1</c>, <c>WATCHDOG=1</c> or <c>STOPPING=1</c>.</summary>
    /// <returns>Why it could not be said; null: it was, or nobody listens.</returns>
    public string? Say(string what)
    {
        if (_socket == "")
        {
            return null;
        }

        try
        {
            using var socket = new Socket(
                AddressFamily.Unix,
                SocketType.Dgram,
                ProtocolType.Unspecified
            );
            var name = _socket[0] == '@' ? '\0' + _socket[1..] : _socket;
            socket.SendTo(Encoding.UTF8.GetBytes(what), new UnixDomainSocketEndPoint(name));
            return null;
        }
        catch (SocketException failure)
        {
            return failure.Message;
        }
    }
}
