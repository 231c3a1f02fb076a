using System.Collections.Immutable;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.Firewall.Nft;

namespace Fleet.Checks.Diagnosis.Server;

/// <summary>A host's rulesets, from the listings that were stored of it. A listing of a tool that was not asked the last time is left out: the hash over all of them tells.</summary>
internal static class StoredRulesets
{
    private static readonly (HostCommand Command, TableFamily Family)[] Listings =
    [
        (HostCommand.NftRuleset, TableFamily.Unspecified),
        (HostCommand.IptablesSave, TableFamily.Ip),
        (HostCommand.Ip6tablesSave, TableFamily.Ip6),
        (HostCommand.IptablesLegacySave, TableFamily.Ip),
        (HostCommand.Ip6tablesLegacySave, TableFamily.Ip6),
    ];

    /// <summary>Null where the listings are not there, were cut, or are not those of the newest look.</summary>
    public static FirewallRuleset? Of(JudgeInput input, CheckFacts facts)
    {
        var stored = Listings
            .Where(listing => input.Documents.ContainsKey(listing.Command.Name))
            .ToImmutableArray();
        var hash = facts.Read(FirewallKeys.Hash).Value;
        foreach (var some in Subsets(stored))
        {
            ImmutableArray<Document> documents =
            [
                .. some.Select(listing => input.Documents[listing.Command.Name]),
            ];
            if (
                !documents.IsEmpty
                && !documents.Any(document => document.Truncated)
                && FirewallInputCheck.Hash(documents) == hash
            )
            {
                return Read(some, input);
            }
        }

        return null;
    }

    private static FirewallRuleset Read(
        ImmutableArray<(HostCommand Command, TableFamily Family)> listings,
        JudgeInput input
    ) =>
        listings.Aggregate(
            FirewallRuleset.Empty,
            (ruleset, listing) =>
            {
                var body = input.Documents[listing.Command.Name].Body;
                return listing.Family == TableFamily.Unspecified
                    ? NftReader.Read(body)
                    : ruleset.With(IptablesSaveReader.Read(body, listing.Family));
            }
        );

    // All of them first; at most 2^5.
    private static IEnumerable<ImmutableArray<(HostCommand Command, TableFamily Family)>> Subsets(
        ImmutableArray<(HostCommand Command, TableFamily Family)> all
    ) =>
        Enumerable
            .Range(1, (1 << all.Length) - 1)
            .Reverse()
            .Select(bits => all.Where((_, at) => (bits & (1 << at)) != 0).ToImmutableArray());
}
