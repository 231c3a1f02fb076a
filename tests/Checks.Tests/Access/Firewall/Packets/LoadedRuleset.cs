using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.Firewall.Nft;

namespace Fleet.Checks.Tests.Access.Firewall.Packets;

/// <summary>Loads a ruleset and reads back what the tools list, as a host's agent does.</summary>
internal static class LoadedRuleset
{
    public static string[] Load(string tool) => tool == "nft" ? ["nft", "-f", "-"] : [tool];

    public static async Task<FirewallRuleset> ReadAsync(NetworkNamespace server)
    {
        var listing = await server.RunAsync("", "nft", "-s", "-a", "list", "ruleset");
        var saved4 = await server.RunAsync("", "iptables-save");
        var saved6 = await server.RunAsync("", "ip6tables-save");
        return NftReader
            .Read(listing.Output)
            .With(IptablesSaveReader.Read(saved4.Output, TableFamily.Ip))
            .With(IptablesSaveReader.Read(saved6.Output, TableFamily.Ip6));
    }
}
