using System.Collections.Immutable;

namespace Fleet.Checks.Catalog.BansCrowdsec;

/// <summary>The keys of CrowdSec's own settings.</summary>
internal static class CrowdsecKeys
{
    public const string Prefix = "crowdsec";
    public const string Engine = Prefix + "/engine_running";
    public const string Bouncer = Prefix + "/bouncer_running";
    public const string Mode = Prefix + "/bouncer_mode";
    public const string OwnNetworks = Prefix + "/own_networks";

    public static ImmutableArray<KeyDeclaration> Declared { get; } =
    [
        new(
            Engine,
            KeyUse.Watched,
            "Whether the program that decides runs here; absent where only the one that bans is installed.",
            "yes"
        ),
        new(
            Bouncer,
            KeyUse.Watched,
            "Whether the program that bans runs: the firewall bouncer.",
            "yes"
        ),
        new(Mode, KeyUse.Watched, "How it bans: nftables, iptables or ipset.", "nftables"),
        new(
            OwnNetworks,
            KeyUse.Inventory,
            "The private networks that the host stands in.",
            "10.0.4.0/22"
        ),
    ];
}
