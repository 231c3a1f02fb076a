using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.Firewall.Nft;

namespace Fleet.Checks.Catalog.FirewallInput;

/// <summary>The host's rulesets from the documents that firewall.input left: rules ask them again about other packets, and no tool runs twice.</summary>
public static class StoredRulesets
{
    private static readonly (HostCommand Command, TableFamily Family)[] Iptables =
    [
        (HostCommand.IptablesSave, TableFamily.Ip),
        (HostCommand.Ip6tablesSave, TableFamily.Ip6),
        (HostCommand.IptablesLegacySave, TableFamily.Ip),
        (HostCommand.Ip6tablesLegacySave, TableFamily.Ip6),
    ];

    /// <summary>Null where no listing is stored, or one was cut: then nothing can be said of a packet.</summary>
    public static FirewallRuleset? Of(ImmutableDictionary<string, Document> documents)
    {
        var ruleset = FirewallRuleset.Empty;
        var any = false;
        if (documents.TryGetValue(HostCommand.NftRuleset.Name, out var nft))
        {
            (ruleset, any) = (NftReader.Read(nft.Body), true);
        }

        foreach (var (command, family) in Iptables)
        {
            if (documents.TryGetValue(command.Name, out var saved))
            {
                ruleset = ruleset.With(IptablesSaveReader.Read(saved.Body, family));
                any = true;
            }
        }

        var isCut = documents.Values.Any(document =>
            document.Truncated
            && (
                document.Name == HostCommand.NftRuleset.Name
                || Iptables.Any(tool => tool.Command.Name == document.Name)
            )
        );
        return any && !isCut ? ruleset : null;
    }
}
