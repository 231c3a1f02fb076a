using Fleet.Lab.Rooms;

namespace Fleet.Lab.Network;

/// <summary>One network card of a host: <c>eth0</c>, <c>eth1</c>, … in the host's own network namespace, its other end in a bridge.</summary>
internal sealed record Card(
    string Device,
    LabNetwork Network,
    System.Net.IPAddress V4,
    System.Net.IPAddress V6
);

/// <summary>Makes bridges, namespaces and cables with ip(8).</summary>
internal static class Cabling
{
    // nodad: an address must be usable at once, and the lab gives each only once.
    private const string BridgeScript = """
        ip link add "$1" type bridge
        ip addr add "$2" dev "$1"
        ip addr add "$3" dev "$1" nodad
        ip link set "$1" up
        """;

    // $1 namespace, $2 and $3 gateways; then for each card: cable, bridge, device, IPv4, IPv6
    private const string HostScript = """
        namespace=$1 gateway=$2 gateway6=$3; shift 3
        ip netns add "$namespace"
        ip -n "$namespace" link set lo up
        while [ $# -gt 0 ]; do
            ip link add "$1" type veth peer name "$3" netns "$namespace"
            ip link set "$1" master "$2" up
            ip -n "$namespace" addr add "$4" dev "$3"
            ip -n "$namespace" addr add "$5" dev "$3" nodad
            ip -n "$namespace" link set "$3" up
            shift 5
        done
        ip -n "$namespace" route add default via "$gateway"
        ip -n "$namespace" -6 route add default via "$gateway6"
        """;

    public static Task AddBridgeAsync(
        Keeper keeper,
        LabNetwork network,
        CancellationToken cancel
    ) =>
        keeper.ScriptAsync(
            $"bridge {network.Name}",
            BridgeScript,
            [
                network.Name,
                $"{network.Gateway}/{network.PrefixLength}",
                $"{network.GatewayV6}/{network.PrefixLengthV6}",
            ],
            cancel
        );

    /// <summary>A namespace with its cards, of which there is at least one; the default route leads over the first.</summary>
    public static Task AddHostAsync(
        Keeper keeper,
        string host,
        int number,
        IReadOnlyList<Card> cards,
        CancellationToken cancel
    )
    {
        var first = cards[0].Network;
        var arguments = new List<string> { host, $"{first.Gateway}", $"{first.GatewayV6}" };
        foreach (var (device, network, v4, v6) in cards)
        {
            var cable = $"h{number}{device}";
            arguments.AddRange([
                cable,
                network.Name,
                device,
                $"{v4}/{network.PrefixLength}",
                $"{v6}/{network.PrefixLengthV6}",
            ]);
        }
        return keeper.ScriptAsync($"network of {host}", HostScript, arguments, cancel);
    }
}
