using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Catalog.HostReach;
using Fleet.Checks.Catalog.SshListener;

namespace Fleet.Checks.Catalog.SshReach;

/// <summary>Where other hosts may dial a host's sshd, from what its own agent told.</summary>
/// <param name="Sockets">At most four, those on the way out first.</param>
/// <param name="Networks">The host's networks, sorted: who shares one is a neighbour.</param>
public sealed record SshEndPoints(
    ImmutableArray<IPEndPoint> Sockets,
    ImmutableArray<string> Networks
)
{
    /// <summary>Patterns of the facts that are read.</summary>
    public static readonly ImmutableArray<string> Reads =
    [
        ReachKeys.Addresses + "/*",
        ReachKeys.Routes + "/*",
        SshListenerCheck.Prefix + "/*",
        Configured,
    ];

    private const string Configured = "sshd_config/ListenAddress";
    private const int Most = 4;

    // Bridges of containers and virtual machines have the same addresses on every host.
    private static readonly string[] Inner =
    [
        "docker",
        "br-",
        "virbr",
        "veth",
        "cni",
        "flannel",
        "cali",
        "lxc",
        "lxd",
        "podman",
        "vmnet",
    ];

    /// <param name="facts">Key and value of a host's facts.</param>
    public static SshEndPoints Of(IEnumerable<KeyValuePair<string, string>> facts)
    {
        var known = facts.ToDictionary(StringComparer.Ordinal);
        var ways = known
            .Where(fact => IsUnder(fact.Key, ReachKeys.Routes))
            .Select(fact => fact.Value.Split(", ")[0].Split(' ')[^1])
            .ToHashSet(StringComparer.Ordinal);
        var own = known
            .Where(fact => IsUnder(fact.Key, ReachKeys.Addresses))
            .Select(fact => Own(fact.Key, fact.Value))
            .OfType<OwnAddress>()
            .Where(a => !IsInner(a.Device))
            .OrderBy(a => ways.Contains(a.Device) ? 0 : 1)
            .ThenBy(a => a.Address.AddressFamily)
            .ThenBy(a => a.Address.ToString(), StringComparer.Ordinal)
            .ToList();
        return new SshEndPoints(
            [.. Listening(known).SelectMany(socket => Dialled(socket, own)).Distinct().Take(Most)],
            [.. own.Select(a => a.Network).Distinct().Order(StringComparer.Ordinal)]
        );
    }

    // Where nothing listens at the moment, others go on trying what is configured: that it is refused is the news.
    private static List<IPEndPoint> Listening(Dictionary<string, string> known)
    {
        var listening = known
            .Where(fact =>
                IsUnder(fact.Key, SshListenerCheck.Prefix) && fact.Value is "sshd" or "systemd"
            )
            .Select(fact => fact.Key[(SshListenerCheck.Prefix.Length + 1)..])
            .ToList();
        var texts =
            listening.Count > 0
                ? listening
                : [.. known.GetValueOrDefault(Configured, "").Split(' ')];
        return
        [
            .. texts
                .Select(text => IPEndPoint.TryParse(text, out var read) ? read : null)
                .OfType<IPEndPoint>()
                .Where(socket => !IPAddress.IsLoopback(socket.Address))
                .OrderBy(socket => socket.Port)
                .ThenBy(socket => socket.Address.AddressFamily),
        ];
    }

    private static IEnumerable<IPEndPoint> Dialled(IPEndPoint socket, List<OwnAddress> own) =>
        own.Where(a =>
                a.Address.Equals(socket.Address)
                || (
                    a.Address.AddressFamily == socket.AddressFamily
                    && (
                        socket.Address.Equals(IPAddress.Any)
                        || socket.Address.Equals(IPAddress.IPv6Any)
                    )
                )
                // A [::] socket usually takes IPv4 too.
                || (
                    a.Address.AddressFamily == AddressFamily.InterNetwork
                    && socket.Address.Equals(IPAddress.IPv6Any)
                )
            )
            .Select(a => new IPEndPoint(a.Address, socket.Port));

    private static OwnAddress? Own(string key, string value) =>
        IPAddress.TryParse(key.AsSpan(ReachKeys.Addresses.Length + 1), out var address)
        && value.Split(' ') is [var device, var network]
            ? new OwnAddress(address, device, network)
            : null;

    /// <summary>True for a bridge of containers or virtual machines: nobody else is dialled from its addresses.</summary>
    internal static bool IsInner(string device) =>
        Inner.Any(name => device.StartsWith(name, StringComparison.Ordinal));

    private static bool IsUnder(string key, string prefix) =>
        key.Length > prefix.Length && Facts.FactKey.IsUnder(key, prefix);

    private sealed record OwnAddress(IPAddress Address, string Device, string Network);
}
