namespace Fleet.Lab;

/// <content>Hosts between networks, and links that carry less than others.</content>
public sealed partial class HostPlan
{
    /// <summary>The table in which a router keeps its translations and what it does not tell.</summary>
    public const string RouterTable = "lab_router";

    /// <summary>Sends packets on between its networks, as a router does.</summary>
    public HostPlan Forwarding() =>
        Run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");

    /// <summary>Hides the sources of what leaves over a device behind its own address (nft(8), masquerade).</summary>
    public HostPlan Masquerade(string device) =>
        Forwarding()
            .NftCommands(
                $"add table ip {RouterTable}",
                $"add chain ip {RouterTable} post {{ type nat hook postrouting priority 100; }}",
                $"add rule ip {RouterTable} post oif {device} masquerade"
            );

    /// <summary>Sends connections to a port of this router on to another host's: <c>PortForward(2222, "10.79.0.11:22")</c>.</summary>
    public HostPlan PortForward(int port, string to) =>
        Forwarding()
            .NftCommands(
                $"add table ip {RouterTable}",
                $"add chain ip {RouterTable} pre {{ type nat hook prerouting priority -100; }}",
                $"add rule ip {RouterTable} pre tcp dport {port} dnat to {to}"
            );

    /// <summary>The largest packet that a card sends; packets that are larger and must not be cut come back as ICMP (RFC 1191).</summary>
    public HostPlan Mtu(string device, int bytes) =>
        Run("ip", "link", "set", "dev", device, "mtu", $"{bytes}");

    /// <summary>A router that does not say when a packet is too large for its next link: connections hang as soon as a full packet is due (RFC 2923 §2.1).</summary>
    public HostPlan SilentAboutMtu() =>
        NftCommands(
            $"add table inet {RouterTable}",
            $"add chain inet {RouterTable} out {{ type filter hook output priority 0; }}",
            $"add rule inet {RouterTable} out icmp type destination-unreachable icmp code frag-needed drop",
            $"add rule inet {RouterTable} out icmpv6 type packet-too-big drop"
        );

    /// <summary>Reaches a network, or <c>default</c>, through a router.</summary>
    public HostPlan Route(string network, string via) =>
        Run("ip", "route", "replace", network, "via", via);

    private HostPlan NftCommands(params string[] commands) =>
        Run("nft", string.Join("; ", commands));
}
