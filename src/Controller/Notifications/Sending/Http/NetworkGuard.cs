using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Fleet.Controller.Notifications.Sending.Http;

/// <summary>
/// Which addresses a receiver may be at. The controller stands in a network that others cannot reach: a policy must not make it speak to its neighbours,
/// or to a cloud's metadata server, by a name or a redirect. Pure.
/// </summary>
public static class NetworkGuard
{
    /// <summary>Not for the public, by the registries of special-purpose addresses (RFC 6890) and multicast (RFC 5771, RFC 4291 §2.7).</summary>
    private static readonly (IPNetwork Network, string What)[] Closed =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "this host"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "shared by a provider's customers"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "for protocols"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "for benchmarks"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
        (IPNetwork.Parse("::/128"), "this host"),
        (IPNetwork.Parse("::1/128"), "loopback"),
        (IPNetwork.Parse("fc00::/7"), "private"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("fec0::/10"), "private"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
    ];

    /// <summary>Addresses that another is written in: NAT64 (RFC 6052 §2.1), 6to4 (RFC 3056 §2) and the forms that embed IPv4 (RFC 4291 §2.5.5).</summary>
    private static readonly (IPNetwork Network, int At)[] Wrapped =
    [
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
        (IPNetwork.Parse("::/96"), 12),
    ];

    /// <summary>Why an address is not to be spoken to; null: it may be.</summary>
    public static string? Objection(IPAddress address, ImmutableArray<IPNetwork> allowed)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IsAllowed(plain, allowed))
        {
            return null;
        }

        foreach (var (network, what) in Closed)
        {
            if (network.Contains(plain))
            {
                return what;
            }
        }

        return Inner(plain) is { } inner ? Objection(inner, allowed) : null;
    }

    /// <summary>The policy names a network that it is in.</summary>
    public static bool IsAllowed(IPAddress address, ImmutableArray<IPNetwork> allowed)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(network => network.Contains(plain));
    }

    private static IPAddress? Inner(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        foreach (var (network, at) in Wrapped)
        {
            if (network.Contains(address))
            {
                return new IPAddress(bytes.AsSpan(at, 4));
            }
        }

        return null;
    }
}
