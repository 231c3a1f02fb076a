using System.Collections.Immutable;

namespace Fleet.Checks.Host;

/// <content>The packet filters.</content>
public sealed partial class HostCommand
{
    /// <summary><c>nft list ruleset</c> with handles and without counters (nft(8)).</summary>
    public static HostCommand NftRuleset { get; } =
        Firewall("nft list ruleset", "nft", "-s", "-a", "list", "ruleset");

    /// <summary><c>iptables-save</c>: IPv4 rules, of whichever variant the host uses (iptables-save(8)).</summary>
    public static HostCommand IptablesSave { get; } = Firewall("iptables-save", "iptables-save");

    /// <summary><c>ip6tables-save</c>: IPv6 rules.</summary>
    public static HostCommand Ip6tablesSave { get; } = Firewall("ip6tables-save", "ip6tables-save");

    /// <summary><c>iptables-legacy-save</c>: IPv4 rules of the kernel's older path, beside which nftables runs.</summary>
    public static HostCommand IptablesLegacySave { get; } =
        Firewall("iptables-legacy-save", "iptables-legacy-save");

    /// <summary><c>ip6tables-legacy-save</c>: the same for IPv6.</summary>
    public static HostCommand Ip6tablesLegacySave { get; } =
        Firewall("ip6tables-legacy-save", "ip6tables-legacy-save");

    /// <summary><c>nft list sets</c>: every set with its elements and when they end, without the rules (nft(8)).</summary>
    public static HostCommand NftSets { get; } = Firewall("nft list sets", "nft", "list", "sets");

    /// <summary><c>ipset save</c>: every IP set with its elements (ipset(8)).</summary>
    public static HostCommand IpsetSave { get; } = Firewall("ipset save", "ipset", "save");

    // A large ban list is a large ruleset.
    private static HostCommand Firewall(string name, string program, params string[] arguments) =>
        new(
            name,
            Capability.RunCommand,
            [$"/usr/sbin/{program}", $"/sbin/{program}", $"/usr/bin/{program}"],
            [.. arguments],
            a => a.IsEmpty
        )
        {
            MaxOutput = 8 << 20,
        };
}
