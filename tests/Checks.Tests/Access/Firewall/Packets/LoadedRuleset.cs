using System.Text.RegularExpressions;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.Firewall.Nft;

namespace Fleet.Checks.Tests.Access.Firewall.Packets;

/// <summary>Loads a ruleset and reads back what the tools list, as a host's agent does.</summary>
internal static partial class LoadedRuleset
{
    /// <summary>Loads it; rules that the tool refuses (two protocols in one rule, say) are left out one by one, by the line it names. False: nothing loads.</summary>
    public static async Task<bool> LoadAsync(NetworkNamespace server, GeneratedRuleset generated)
    {
        var lines = generated.Text.Split('\n');
        string[] argv = generated.Tool == "nft" ? ["nft", "-f", "-"] : [generated.Tool];
        for (var tries = 0; tries < 12; tries++)
        {
            var (exit, _, error) = await server.RunAsync(string.Join('\n', lines), argv);
            if (exit == 0)
            {
                return true;
            }

            var named = Line().Match(error);
            if (!named.Success)
            {
                return false;
            }

            lines[int.Parse(named.Groups["line"].Value) - 1] = "";
        }

        return false;
    }

    public static async Task<FirewallRuleset> ReadAsync(NetworkNamespace server)
    {
        var listing = await server.RunAsync("", "nft", "-s", "-a", "list", "ruleset");
        var ruleset = NftReader.Read(listing.Output);
        foreach (
            var (tool, family) in ((string, TableFamily)[])
                [
                    ("iptables-save", TableFamily.Ip),
                    ("ip6tables-save", TableFamily.Ip6),
                    ("iptables-legacy-save", TableFamily.Ip),
                ]
        )
        {
            var (exit, saved, _) = await server.RunAsync("", tool);
            ruleset = exit == 0 ? ruleset.With(IptablesSaveReader.Read(saved, family)) : ruleset;
        }

        return ruleset;
    }

    // /dev/stdin:12:34-41: Error: …  and  Error occurred at line: 12
    [GeneratedRegex(
        @"(stdin:|line:? )(?<line>\d+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Line();
}
