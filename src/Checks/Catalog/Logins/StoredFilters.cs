using System.Collections.Immutable;
using Fleet.Checks.Access.Logins;
using Fleet.Checks.Catalog.FirewallHostsDeny;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.Firewall.Nft;
using Fleet.Checks.Parsing.HostsAccess;

namespace Fleet.Checks.Catalog.Logins;

/// <summary>What stands before sshd, from the listings and files that are stored.</summary>
internal static class StoredFilters
{
    /// <summary>The listings that firewall.input stores besides nft's.</summary>
    private static readonly ImmutableArray<(HostCommand Command, TableFamily Family)> Iptables =
    [
        (HostCommand.IptablesSave, TableFamily.Ip),
        (HostCommand.Ip6tablesSave, TableFamily.Ip6),
        (HostCommand.IptablesLegacySave, TableFamily.Ip),
        (HostCommand.Ip6tablesLegacySave, TableFamily.Ip6),
    ];

    public static HostFilters Of(JudgeInput input, ParsedTexts parsed)
    {
        var filters = Wrappers(input);
        var facts = input["firewall.input"];
        var coverage = facts.CoverageOf(FirewallKeys.Verdicts);
        if (facts.Status != RunStatus.Ran || !coverage.IsCertain)
        {
            var why = facts.Status == RunStatus.Ran ? coverage.Reason ?? "" : facts.Reason;
            return filters with { FirewallUnknown = $"the firewall is not known: {why}" };
        }

        ImmutableArray<Document> listings =
        [
            .. Iptables
                .Select(one => one.Command.Name)
                .Prepend(HostCommand.NftRuleset.Name)
                .Select(input.Documents.GetValueOrDefault)
                .OfType<Document>(),
        ];
        if (listings.FirstOrDefault(one => one.Truncated) is { } cut)
        {
            return filters with
            {
                FirewallUnknown = $"the firewall is not known: {cut.Name} lists too much",
            };
        }

        return input.Documents.TryGetValue(SocketsDocument.Name, out var sockets)
            ? filters with
            {
                Ruleset = parsed.Of(listings, () => Ruleset(listings)),
                Sockets = SocketsDocument.Read(sockets.Body),
            }
            : filters with
            {
                FirewallUnknown =
                    "the firewall is not known: an older agent does not say where sshd is dialled",
            };
    }

    private static FirewallRuleset Ruleset(ImmutableArray<Document> listings)
    {
        var ruleset = FirewallRuleset.Empty;
        foreach (var listing in listings)
        {
            ruleset =
                listing.Name == HostCommand.NftRuleset.Name
                    ? NftReader.Read(listing.Body)
                    : ruleset.With(
                        IptablesSaveReader.Read(
                            listing.Body,
                            Iptables.First(one => one.Command.Name == listing.Name).Family
                        )
                    );
        }

        return ruleset;
    }

    private static HostFilters Wrappers(JudgeInput input)
    {
        var facts = input["firewall.hosts_deny"];
        var coverage = facts.CoverageOf(FirewallHostsDenyCheck.Prefix);
        return facts.Status switch
        {
            RunStatus.NotApplicable => new HostFilters(),
            RunStatus.Ran when coverage.IsCertain => new HostFilters
            {
                HasWrappers = true,
                HostsAllow = File(input, "/etc/hosts.allow"),
                HostsDeny = File(input, "/etc/hosts.deny"),
            },
            _ => new HostFilters
            {
                WrappersUnknown =
                    $"tcp_wrappers are not known: {(facts.Status == RunStatus.Ran ? coverage.Reason : facts.Reason)}",
            },
        };
    }

    private static HostsAccessFile File(JudgeInput input, string path) =>
        input.Documents.TryGetValue(path, out var document)
            ? HostsAccessFile.Read(document.Body)
            : HostsAccessFile.Empty;
}
