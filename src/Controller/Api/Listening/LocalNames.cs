using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Fleet.Controller.Authority.Joining;

namespace Fleet.Controller.Api.Listening;

/// <summary>The names and addresses that agents may reach this machine by, for its certificate.</summary>
public static class LocalNames
{
    /// <summary>localhost, this machine's name, and the advertised one.</summary>
    public static IReadOnlyList<string> Names(string advertised) =>
        [
            .. new[] { "localhost", Dns.GetHostName(), advertised }
                .Where(name => HostName.IsValid(name) && !IPAddress.TryParse(name, out _))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>Loopback, every address of this machine, and the advertised one.</summary>
    public static IReadOnlyList<IPAddress> Addresses(string advertised)
    {
        var own = NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(each => each.GetIPProperties().UnicastAddresses)
            .Select(each => each.Address)
            .Where(address =>
                address.AddressFamily == AddressFamily.InterNetwork || !address.IsIPv6LinkLocal
            );
        IEnumerable<IPAddress> said = IPAddress.TryParse(advertised, out var address)
            ? [address]
            : [];
        return
        [
            .. own.Concat([IPAddress.Loopback, IPAddress.IPv6Loopback]).Concat(said).Distinct(),
        ];
    }
}
