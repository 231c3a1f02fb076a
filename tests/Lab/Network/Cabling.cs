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

    private const string NamespaceScript = """
        ip netns add "$1"
        ip -n "$1" link set lo up
        """;

    // $1 namespace, $2 cable, $3 bridge, $4 device, $5 IPv4, $6 IPv6
    private const string CardScript = """
        ip link add "$2" type veth peer name "$4" netns "$1"
        ip link set "$2" master "$3" up
        ip -n "$1" addr add "$5" dev "$4"
        ip -n "$1" addr add "$6" dev "$4" nodad
        ip -n "$1" link set "$4" up
        """;

    private const string RouteScript = """
        ip -n "$1" route add default via "$2"
        ip -n "$1" -6 route add default via "$3"
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

    /// <summary>A namespace with its cards; the default route leads over the first.</summary>
    public static async Task AddHostAsync(
        Keeper keeper,
        string host,
        int number,
        IReadOnlyList<Card> cards,
        CancellationToken cancel
    )
    {
        await keeper.ScriptAsync($"network namespace of {host}", NamespaceScript, [host], cancel);
        for (var index = 0; index < cards.Count; index++)
        {
            var (device, network, v4, v6) = cards[index];
            var (range4, range6) = (
                $"{v4}/{network.PrefixLength}",
                $"{v6}/{network.PrefixLengthV6}"
            );
            string[] arguments = [host, $"h{number}c{index}", network.Name, device, range4, range6];
            await keeper.ScriptAsync($"{device} of {host}", CardScript, arguments, cancel);
        }
        if (cards is [var first, ..])
        {
            string[] gateways = [host, $"{first.Network.Gateway}", $"{first.Network.GatewayV6}"];
            await keeper.ScriptAsync($"default route of {host}", RouteScript, gateways, cancel);
        }
    }
}
