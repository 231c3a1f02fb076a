using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>Every table of a host, from nftables and from iptables, as one model.</summary>
public sealed record FirewallRuleset(ImmutableArray<FirewallTable> Tables)
{
    public static FirewallRuleset Empty { get; } = new([]);

    /// <summary>True where no base chain has a rule or a policy other than accept: every packet passes.</summary>
    public bool IsOpen =>
        Tables.All(table =>
            table.IsDormant
            || table.Chains.Values.All(chain =>
                chain.Hook is null or { Accepts: true } && chain.Rules.IsEmpty
            )
        );

    /// <summary>
    /// Tables that iptables made inside nftables appear in both listings; iptables-save tells their extensions, which nft cannot. So its word replaces nft's for the same table, and
    /// tables of legacy iptables, which nft does not show, are added.
    /// </summary>
    public FirewallRuleset With(FirewallRuleset iptables) =>
        new([
            .. Tables.Where(mine =>
                !iptables.Tables.Any(other =>
                    other.Backend == FirewallBackend.IptablesNft
                    && other.Family == mine.Family
                    && other.Name == mine.Name
                )
            ),
            .. iptables.Tables,
        ]);
}

/// <summary>Which packets a table sees.</summary>
public enum TableFamily
{
    Unspecified = 0,
    Ip,
    Ip6,

    /// <summary>IPv4 and IPv6.</summary>
    Inet,
    Arp,
    Bridge,

    /// <summary>One device's, before anything else sees them.</summary>
    Netdev,
}

/// <summary>Who manages a table.</summary>
public enum FirewallBackend
{
    Unspecified = 0,
    Nftables,

    /// <summary>iptables commands on top of nftables.</summary>
    IptablesNft,

    /// <summary>The kernel's older path, which runs beside nftables.</summary>
    IptablesLegacy,
}

/// <summary>One table.</summary>
public sealed record FirewallTable
{
    public required TableFamily Family { get; init; }

    public required string Name { get; init; }

    public required FirewallBackend Backend { get; init; }

    /// <summary>A dormant table's chains are not attached to their hooks (nft(8), table flags).</summary>
    public bool IsDormant { get; init; }

    public required ImmutableDictionary<string, FirewallChain> Chains { get; init; }

    /// <summary>Named sets and maps.</summary>
    public ImmutableDictionary<string, NamedSet> Sets { get; init; } =
        ImmutableDictionary<string, NamedSet>.Empty;

    /// <summary>As its owner would write it: <c>inet filter</c>, <c>iptables filter</c>, <c>ip6tables-legacy nat</c>.</summary>
    public string Title =>
        Backend switch
        {
            FirewallBackend.IptablesNft => $"{Command} {Name}",
            FirewallBackend.IptablesLegacy => $"{Command}-legacy {Name}",
            _ => $"{Family.ToString().ToLowerInvariant()} {Name}",
        };

    private string Command => Family == TableFamily.Ip6 ? "ip6tables" : "iptables";
}

/// <summary>A chain; one without a hook is reached by jump or goto only.</summary>
/// <param name="Name">Its name; a chain written inside a rule gets one that nobody can type.</param>
/// <param name="Hook">Where the kernel calls it; null: nowhere.</param>
/// <param name="Rules">In order.</param>
public sealed record FirewallChain(
    string Name,
    ChainHook? Hook,
    ImmutableArray<FirewallRule> Rules
);

/// <summary>Where a base chain stands.</summary>
/// <param name="Type">filter, nat or route.</param>
/// <param name="Hook">The hook.</param>
/// <param name="Priority">Lower runs first.</param>
/// <param name="Accepts">The policy at the chain's end.</param>
/// <param name="Devices">For ingress and egress: the devices.</param>
public sealed record ChainHook(
    ChainType Type,
    PacketHook Hook,
    int Priority,
    bool Accepts,
    ImmutableArray<string> Devices
);

/// <summary>A base chain's type.</summary>
public enum ChainType
{
    Unspecified = 0,
    Filter,

    /// <summary>Sees the first packet of a connection only.</summary>
    Nat,
    Route,
}

/// <summary>The places at which the kernel asks its base chains.</summary>
public enum PacketHook
{
    Unspecified = 0,
    Ingress,
    Prerouting,
    Input,
    Forward,
    Output,
    Postrouting,
    Egress,
}

/// <summary>One rule.</summary>
/// <param name="Text">As listed, on one line.</param>
/// <param name="Line">Its line in the listing, from 1.</param>
/// <param name="Handle">The number by which <c>nft delete rule</c> names it; null where the listing shows none.</param>
/// <param name="Statements">Left to right.</param>
public sealed record FirewallRule(
    string Text,
    int Line,
    long? Handle,
    ImmutableArray<Statement> Statements
);

/// <summary>A named set or map.</summary>
/// <param name="Name">Without the @.</param>
/// <param name="Elements">As listed at that moment.</param>
public sealed record NamedSet(string Name, ImmutableArray<SetElement> Elements);
