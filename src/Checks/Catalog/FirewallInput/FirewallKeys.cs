using System.Collections.Immutable;

namespace Fleet.Checks.Catalog.FirewallInput;

/// <summary>The keys that firewall.input reports.</summary>
internal static class FirewallKeys
{
    public const string Prefix = "firewall";
    public const string Verdicts = Prefix + "/ssh/tcp";
    public const string Deciders = Prefix + "/decided_by/tcp";
    public const string Manager = Prefix + "/managed_by";
    public const string Hash = Prefix + "/ruleset";

    public static ImmutableArray<KeyDeclaration> Declared { get; } =
    [
        new(
            Verdicts + "/*/*",
            KeyUse.Watched,
            "What happens to a new connection from anywhere to a port of sshd's, by port and family: accept, drop, reject with what the client sees, or for which sources which; first packet only: connections begin and then hear nothing.",
            "accept from 10.0.0.0/8, else drop"
        ),
        new(
            Deciders + "/*/*",
            KeyUse.Inventory,
            "The rule or policy that decides it, behind its table and the chains on the way.",
            "inet filter input: policy drop"
        ),
        new(
            Manager,
            KeyUse.Watched,
            "What keeps the rules: ufw, firewalld, iptables, nftables or none.",
            "ufw"
        ),
        new(Hash, KeyUse.Inventory, "A hash over all listings.", "9f86d081884c7d65"),
    ];

    public static string Verdict(int port, bool isVersion6) =>
        $"{Verdicts}/{port}/{Family(isVersion6)}";

    public static string Decider(int port, bool isVersion6) =>
        $"{Deciders}/{port}/{Family(isVersion6)}";

    private static string Family(bool isVersion6) => isVersion6 ? "ipv6" : "ipv4";
}
