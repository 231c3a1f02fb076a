using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Fleet.Checks.Parsing;

/// <summary>Where a host's packets come in: its addresses and its way out, from the kernel's tables (proc(5)).</summary>
public static class HostNetwork
{
    /// <summary>The interface of the IPv4 default route with the lowest metric, else of the first route; null where there is none.</summary>
    /// <param name="route">Text of /proc/net/route.</param>
    public static string? Interface4(string route) =>
        Routes4(route)
            .OrderBy(r => r.IsDefault ? 0 : 1)
            .ThenBy(r => r.Metric)
            .FirstOrDefault()
            ?.Device;

    /// <summary>This host's IPv4 addresses, loopback left out; those in networks of <paramref name="device"/> first.</summary>
    /// <param name="trie">Text of /proc/net/fib_trie.</param>
    /// <param name="route">Text of /proc/net/route.</param>
    /// <param name="device">The interface.</param>
    public static ImmutableArray<IPAddress> Addresses4(string trie, string route, string? device)
    {
        var networks = Routes4(route).Where(r => r.Device == device && !r.IsDefault).ToList();
        return
        [
            .. Local4(trie)
                .Distinct()
                .Where(address => !IPAddress.IsLoopback(address))
                .OrderBy(address => networks.Exists(n => n.Holds(address)) ? 0 : 1),
        ];
    }

    /// <summary>The interface of the IPv6 default route; null where there is none.</summary>
    /// <param name="route">Text of /proc/net/ipv6_route.</param>
    public static string? Interface6(string route) =>
        Lines(route)
            .Where(f => f is [{ Length: 32 }, "00", ..] && f.Length >= 10 && f[^1] != "lo")
            .Select(f => f[^1])
            .FirstOrDefault();

    /// <summary>This host's global IPv6 addresses by interface.</summary>
    /// <param name="addresses">Text of /proc/net/if_inet6.</param>
    public static ImmutableArray<(IPAddress Address, string Device)> Addresses6(string addresses) =>
        [
            .. Lines(addresses)
                .Where(f => f.Length == 6 && IsAddress6(f[0]) && f[3] == "00")
                .Select(f => (new IPAddress(Convert.FromHexString(f[0])), f[5])),
        ];

    /// <summary>The IPv4 default routes of the main table, lowest metric first.</summary>
    /// <param name="route">Text of /proc/net/route.</param>
    public static ImmutableArray<DefaultRoute> DefaultRoutes4(string route) =>
        [
            .. Lines(route)
                .Where(f =>
                    f.Length >= 8
                    && f[1] == "00000000"
                    && f[7] == "00000000"
                    && f[2].Length == 8
                    && f[0] != "lo"
                    && (Hexadecimal(f[3]) & Refuses) == 0
                )
                .OrderBy(f => Decimal(f[6]))
                .Select(f => new DefaultRoute(
                    f[0],
                    f[2] == "00000000"
                        ? null
                        : new IPAddress(BitConverter.GetBytes(Hexadecimal(f[2])))
                )),
        ];

    /// <summary>The IPv6 default routes, lowest metric first.</summary>
    /// <param name="route">Text of /proc/net/ipv6_route.</param>
    public static ImmutableArray<DefaultRoute> DefaultRoutes6(string route) =>
        [
            .. Lines(route)
                .Where(f =>
                    f is [{ Length: 32 } destination, "00", _, _, var gateway, _, ..]
                    && f.Length >= 10
                    && IsAddress6(gateway)
                    && destination.All(c => c == '0')
                    && f[^1] != "lo"
                    && (Hexadecimal(f[8]) & Refuses) == 0
                )
                .OrderBy(f => Hexadecimal(f[5]))
                .Select(f => new DefaultRoute(
                    f[^1],
                    f[4].All(c => c == '0') ? null : new IPAddress(Convert.FromHexString(f[4]))
                ))
                .Distinct(),
        ];

    // RTF_REJECT of route.h: the route that says there is none.
    private const uint Refuses = 0x200;

    /// <summary>The IPv4 networks that the host itself stands in: routes without a gateway.</summary>
    /// <param name="route">Text of /proc/net/route.</param>
    public static ImmutableArray<IPNetwork> Connected4(string route) =>
        [
            .. Lines(route)
                .Where(f => f.Length >= 8 && f[1].Length == 8 && f[0] != "lo")
                .Where(f => Hexadecimal(f[2]) == 0 && Hexadecimal(f[7]) != 0)
                .Select(f => new IPNetwork(
                    new IPAddress(BitConverter.GetBytes(Hexadecimal(f[1]) & Hexadecimal(f[7]))),
                    System.Numerics.BitOperations.PopCount(Hexadecimal(f[7]))
                )),
        ];

    /// <summary>The IPv6 networks that the host itself stands in, link-local ones left out.</summary>
    /// <param name="addresses">Text of /proc/net/if_inet6.</param>
    public static ImmutableArray<IPNetwork> Connected6(string addresses) =>
        [
            .. Lines(addresses)
                .Where(f => f.Length == 6 && IsAddress6(f[0]) && f[3] == "00" && f[5] != "lo")
                .Select(f =>
                    Network6(
                        Convert.FromHexString(f[0]),
                        (int)uint.Min(Hexadecimal(f[2]), Address6Bits)
                    )
                ),
        ];

    private const uint Address6Bits = 128;

    private static IPNetwork Network6(byte[] address, int length)
    {
        for (var i = 0; i < address.Length; i++)
        {
            address[i] &= (byte)(0xff << (8 - Math.Clamp(length - (i * 8), 0, 8)));
        }

        return new IPNetwork(new IPAddress(address), length);
    }

    private static IEnumerable<IPAddress> Local4(string trie)
    {
        IPAddress? last = null;
        foreach (var fields in Lines(trie))
        {
            if (fields is ["|--" or "+--", var text, ..])
            {
                last = IPAddress.TryParse(text, out var address) ? address : null;
            }
            else if (fields is ["/32", "host", "LOCAL", ..] && last is not null)
            {
                yield return last;
            }
        }
    }

    private static IEnumerable<Route4> Routes4(string route) =>
        Lines(route)
            .Where(f => f.Length >= 8 && f[1].Length == 8 && f[0] != "lo")
            .Select(f => new Route4(f[0], Hexadecimal(f[1]), Hexadecimal(f[7]), Decimal(f[6])));

    private static bool IsAddress6(string text) =>
        text.Length == 32 && text.All(char.IsAsciiHexDigit);

    private static IEnumerable<string[]> Lines(string text) =>
        text.Split('\n')
            .Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static uint Hexadecimal(string text) =>
        uint.TryParse(
            text,
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;

    private static uint Decimal(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    // The kernel prints addresses as its own memory has them; on every platform that Fleet runs on the first byte is the lowest.
    private sealed record Route4(string Device, uint Destination, uint Mask, uint Metric)
    {
        public bool IsDefault => Destination == 0 && Mask == 0;

        public bool Holds(IPAddress address) =>
            (BitConverter.ToUInt32(address.GetAddressBytes()) & Mask) == Destination;
    }
}

/// <summary>A way to everywhere.</summary>
/// <param name="Device">The interface.</param>
/// <param name="Gateway">Whom packets are given to; null: the link itself leads there (a tunnel, a point-to-point line).</param>
public sealed record DefaultRoute(string Device, IPAddress? Gateway);
