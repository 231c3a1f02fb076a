using System.Collections.Immutable;

namespace Fleet.Checks.Catalog.BansSshguard;

/// <summary>The keys of sshguard's own settings.</summary>
internal static class SshguardKeys
{
    public const string Prefix = "sshguard";
    public const string Running = Prefix + "/running";
    public const string Backend = Prefix + "/backend";
    public const string Whitelist = Prefix + "/whitelist";
    public const string OwnNetworks = Prefix + "/own_networks";

    public static ImmutableArray<KeyDeclaration> Declared { get; } =
    [
        new(Running, KeyUse.Watched, "Whether sshguard runs.", "yes"),
        new(
            Backend,
            KeyUse.Watched,
            "The program that bans: nft-sets, iptables, ipset, firewalld, …; null bans nobody.",
            "nft-sets"
        ),
        new($"{Prefix}/threshold", KeyUse.Watched, "The score that leads to a ban.", "30"),
        new($"{Prefix}/block_time", KeyUse.Watched, "Seconds of the first ban.", "120"),
        new($"{Prefix}/detection_time", KeyUse.Watched, "Seconds a score is kept.", "1800"),
        new(
            $"{Prefix}/blacklist_file",
            KeyUse.Watched,
            "Score and file of lasting bans.",
            "120:/var/db/sshguard/blacklist.db"
        ),
        new(Whitelist, KeyUse.Watched, "Who is never banned.", "127.0.0.0/8 10.0.0.0/8"),
        new(
            OwnNetworks,
            KeyUse.Inventory,
            "The private networks that the host stands in.",
            "10.0.4.0/22"
        ),
    ];
}
