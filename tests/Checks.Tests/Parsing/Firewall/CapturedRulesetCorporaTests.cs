using System.Text.Json;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.Firewall.Nft;

namespace Fleet.Checks.Tests.Parsing.Firewall;

/// <summary>Others' captured listings.</summary>
public sealed class CapturedRulesetCorporaTests
{
    [Fact]
    public void An_nft_chain_is_read_with_its_hook_and_rules()
    {
        var folder = Corpus.Folder("inspec/test/fixtures/cmd");
        var table = NftReader.Read(File.ReadAllText(Path.Combine(folder, "nftables-chain"))).Tables[
            0
        ];
        var chain = table.Chains["INPUT"];

        Assert.Equal(TableFamily.Inet, table.Family);
        Assert.Equal(
            (ChainType.Filter, PacketHook.Input, 0, true),
            (chain.Hook!.Type, chain.Hook.Hook, chain.Hook.Priority, chain.Hook.Accepts)
        );
        Assert.Equal(
            "iifname \"eth0\" tcp dport 80 accept comment \"http on 80\"",
            chain.Rules[0].Text
        );
        Assert.Equal(3, chain.Rules[0].Statements.Length);
        Assert.Equal("derby-cognos-web", Jump(chain.Rules[1]));
    }

    [Fact]
    public void An_nft_set_is_read_with_its_elements()
    {
        var folder = Corpus.Folder("inspec/test/fixtures/cmd");
        var table = NftReader.Read(File.ReadAllText(Path.Combine(folder, "nftables-set"))).Tables[
            0
        ];

        Assert.Equal("1.1.1.1", Assert.Single(table.Sets["OPEN_PORTS"].Elements).Key[0]);
    }

    [Fact]
    public void What_iptables_S_prints_is_read_like_what_iptables_save_prints()
    {
        var folder = Corpus.Folder("inspec/test/fixtures/cmd");
        var table = IptablesSaveReader
            .Read(File.ReadAllText(Path.Combine(folder, "iptables-s")), TableFamily.Ip)
            .Tables[0];

        Assert.False(table.Chains["INPUT"].Hook!.Accepts);
        Assert.True(table.Chains["OUTPUT"].Hook!.Accepts);
        Assert.Equal(3, table.Chains["INPUT"].Rules.Length);
        Assert.Equal(5, table.Chains["INPUT"].Rules[1].Statements.Length);
    }

    [Fact]
    public void Rules_of_augeas_have_the_chain_and_the_target_of_their_trees()
    {
        using var cases = Corpus.Json("augeas_lens_cases/iptables.json");
        var compared = 0;
        foreach (var row in cases.RootElement.EnumerateArray())
        {
            if (
                row.GetProperty("lens").GetString() != "add_rule"
                || row.GetProperty("expect").ValueKind != JsonValueKind.Array
            )
            {
                continue;
            }

            var node = row.GetProperty("expect")[0];
            var chain = node.GetProperty("value").GetString()!;
            var table = IptablesSaveReader
                .Read(row.GetProperty("input").GetString()!, TableFamily.Ip)
                .Tables[0];
            var rule = Assert.Single(table.Chains[chain].Rules);
            var jump = node.GetProperty("children")
                .EnumerateArray()
                .Last(child => child.GetProperty("label").GetString() is "jump" or "reject-with");
            var target = jump.GetProperty("value").GetString()!;
            Assert.Contains(
                target.StartsWith("icmp", StringComparison.Ordinal) ? "REJECT" : target,
                rule.Statements.Select(Target)
            );
            compared++;
        }

        Assert.NotEqual(0, compared);
    }

    private static string? Target(Statement statement) =>
        statement switch
        {
            VerdictStatement verdict => verdict.Verdict.Kind.ToString().ToUpperInvariant(),
            NatStatement { Kind: NatKind.Source } => "MASQUERADE",
            _ => null,
        };

    private static string? Jump(FirewallRule rule) =>
        Assert.IsType<VerdictStatement>(Assert.Single(rule.Statements)).Verdict.Chain;
}
