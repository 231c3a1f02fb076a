using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;

namespace Fleet.Checks.Tests.Parsing.Firewall;

/// <summary>Rules as iptables-save writes them against others' trees of the same text.</summary>
public sealed class CapturedRulesetCorporaTests
{
    [Fact]
    public void Rules_of_augeas_have_the_chains_policies_and_targets_of_their_trees()
    {
        var agreement = new Agreement("augeas_lens_cases/iptables");
        AugeasNode.Each(
            agreement,
            "iptables",
            (name, input, expected) =>
            {
                // A part of a rule becomes a whole one.
                var isPart = name.StartsWith("ipt_match", StringComparison.Ordinal);
                var text = isPart ? "-A INPUT " + input : input;
                agreement.Rows(
                    name,
                    (isPart ? [Target("INPUT", expected)] : expected.SelectMany(Theirs)).Order(
                        StringComparer.Ordinal
                    ),
                    IptablesSaveReader
                        .Read(text, TableFamily.Ip)
                        .Tables.SelectMany(Ours)
                        .Order(StringComparer.Ordinal)
                );
            }
        );
        agreement.Conclude();
    }

    private static IEnumerable<string> Theirs(AugeasNode node) =>
        node.Label switch
        {
            "table" => node.Children.Where(child => child.Label.Length > 0).SelectMany(Theirs),
            "append" or "insert" => [Target(node.Value, node.Children)],
            "chain" when node["policy"] == "DROP" => [$"{node.Value} policy {node["policy"]}"],
            _ => [],
        };

    private static string Target(string chain, IEnumerable<AugeasNode> parts) =>
        $"{chain} -> {parts.Where(part => part.Label is "jump" or "goto").Select(part => part.Value).LastOrDefault("")}"
        // One kind of change: where the new source comes from does not matter here.
        .Replace("MASQUERADE", "SNAT", StringComparison.Ordinal);

    private static IEnumerable<string> Ours(FirewallTable table) =>
        table.Chains.Values.SelectMany(chain =>
            chain
                .Rules.Select(rule =>
                    $"{chain.Name} -> {rule.Statements.Select(Target).LastOrDefault(target => target is not null)}"
                )
                .Concat(chain.Hook is { Accepts: false } ? [$"{chain.Name} policy DROP"] : [])
        );

    private static string? Target(Statement statement) =>
        statement switch
        {
            VerdictStatement { Verdict.Chain: { } chain } => chain,
            VerdictStatement verdict => verdict.Verdict.Kind.ToString().ToUpperInvariant(),
            NatStatement { Kind: NatKind.Source } => "SNAT",
            NatStatement { Kind: NatKind.Destination } => "DNAT",
            NatStatement { Kind: NatKind.Redirect } => "REDIRECT",
            OpaqueStatement { IsCondition: false } other => other.Text.Split(' ')[^1],
            _ => null,
        };
}
