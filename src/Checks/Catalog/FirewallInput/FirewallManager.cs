using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Catalog.FirewallInput;

/// <summary>Tells by their tables and chains which tool keeps a host's rules.</summary>
internal static class FirewallManager
{
    public const string Ufw = "ufw";
    public const string Firewalld = "firewalld";
    public const string Iptables = "iptables";
    public const string Nftables = "nftables";
    public const string None = "none";

    public static string Of(FirewallRuleset ruleset)
    {
        var chains = ruleset.Tables.SelectMany(t => t.Chains.Values).ToList();
        return chains.Exists(c => c.Name is "ufw-user-input" or "ufw6-user-input") ? Ufw
            : ruleset.Tables.Any(t => t.Name == Firewalld)
            || chains.Exists(c => c.Name == "INPUT_ZONES")
                ? Firewalld
            : ruleset.IsOpen && chains.TrueForAll(c => c.Rules.IsEmpty) ? None
            : ruleset.Tables.Any(t => t.Backend == FirewallBackend.Nftables) ? Nftables
            : Iptables;
    }
}
