using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Diagnosis;

namespace Fleet.Controller.Diagnosis;

/// <summary>This machine's resolver and kernel.</summary>
public sealed class ClientNetwork : IClientNetwork
{
    private const int AnyPort = 9;

    public async Task<Known<IReadOnlyList<IPAddress>>> ResolveAsync(
        string name,
        CancellationToken cancellationToken
    )
    {
        if (IPAddress.TryParse(name, out var literal))
        {
            return Known.Present<IReadOnlyList<IPAddress>>([literal], "as typed");
        }

        try
        {
            var found = await Dns.GetHostAddressesAsync(name, cancellationToken);
            return found.Length > 0
                ? Known.Present<IReadOnlyList<IPAddress>>(found, "getaddrinfo")
                : Known.Absent<IReadOnlyList<IPAddress>>($"{name} has no address", "getaddrinfo");
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode is SocketError.TryAgain or SocketError.TimedOut
                ? Known.Absent<IReadOnlyList<IPAddress>>(
                    $"the resolver does not answer for {name}: {failure.Message}",
                    "getaddrinfo"
                )
                : Known.Absent<IReadOnlyList<IPAddress>>(
                    $"{name}: {failure.Message}",
                    "getaddrinfo"
                );
        }
    }

    // Connecting a datagram socket asks the routing table and sends nothing.
    public Known<IPAddress> RouteTo(IPAddress address)
    {
        try
        {
            using var socket = new Socket(
                address.AddressFamily,
                SocketType.Dgram,
                ProtocolType.Udp
            );
            socket.Connect(address, AnyPort);
            return socket.LocalEndPoint is IPEndPoint local
                ? Known.Present(local.Address, $"ip route get {address}")
                : Known.Unknown<IPAddress>("the kernel does not say");
        }
        catch (SocketException failure)
        {
            return
                failure.SocketErrorCode
                    is SocketError.NetworkUnreachable
                        or SocketError.HostUnreachable
                        or SocketError.AddressFamilyNotSupported
                        or SocketError.AddressNotAvailable
                ? Known.Absent<IPAddress>(
                    $"no way to {address}: {failure.Message}",
                    $"ip route get {address}"
                )
                : Known.Unknown<IPAddress>(failure.Message);
        }
    }
}
