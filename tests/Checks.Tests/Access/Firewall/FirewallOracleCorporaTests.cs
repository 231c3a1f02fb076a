using System.Net;
using System.Text.Json;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Nft;

namespace Fleet.Checks.Tests.Access.Firewall;

/// <summary>The model against reachability that was measured with real packets through real rulesets.</summary>
public sealed class FirewallOracleCorporaTests
{
    [Fact]
    public void Every_port_is_as_reachable_as_it_was_measured()
    {
        using var measured = Corpus.Json("oracle_firewall/reachability.json");
        var folder = Corpus.Folder("oracle_firewall/rulesets");
        var setup = measured.RootElement.GetProperty("setup");
        var disagreements = new List<string>();
        var compared = 0;
        foreach (var row in measured.RootElement.GetProperty("cases").EnumerateArray())
        {
            var id = row.GetProperty("id").GetString()!;
            if (Ruleset(folder, id) is not { } ruleset)
            {
                continue;
            }

            var model = new FirewallModel(ruleset);
            foreach (var family in row.GetProperty("reach").EnumerateObject())
            {
                foreach (var port in family.Value.EnumerateObject())
                {
                    var answer = model.Ask(
                        Question(setup, family.Name == "ipv6" ? 1 : 0, int.Parse(port.Name))
                    );
                    compared++;
                    if (Word(answer.SymptomWhenIdle) != port.Value.GetString())
                    {
                        disagreements.Add(
                            $"{id} {row.GetProperty("source")} {family.Name} {port.Name}: measured {port.Value}, model {Word(answer.Symptom)}: {string.Join(" | ", answer.Ends)}"
                        );
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"oracle_firewall: {compared - disagreements.Count} of {compared} agreed"
        );
        Assert.NotEqual(0, compared);
        Assert.True(disagreements.Count == 0, string.Join("\n", disagreements));
    }

    [Fact]
    public void Both_listings_of_an_iptables_ruleset_give_the_same_answers()
    {
        using var measured = Corpus.Json("oracle_firewall/reachability.json");
        var folder = Corpus.Folder("oracle_firewall/rulesets");
        var setup = measured.RootElement.GetProperty("setup");
        foreach (var file in Directory.EnumerateFiles(folder, "*.iptables-save.txt"))
        {
            var nft = NftReader.Read(File.ReadAllText(file.Replace("iptables-save", "nft-list")));
            var saved = IptablesSaved(File.ReadAllText(file));
            foreach (var port in (int[])[22, 80, 443, 2222])
            {
                var question = Question(setup, 0, port);
                Assert.Equal(
                    new FirewallModel(nft).Ask(question).Symptom,
                    new FirewallModel(saved).Ask(question).Symptom
                );
            }
        }
    }

    private static FirewallRuleset IptablesSaved(string text) =>
        Fleet.Checks.Parsing.Firewall.Iptables.IptablesSaveReader.Read(text, TableFamily.Ip);

    private static FirewallRuleset? Ruleset(string folder, string id)
    {
        var nft = Path.Combine(folder, $"{id}.nft-list.txt");
        var saved = Path.Combine(folder, $"{id}.iptables-save.txt");
        if (!File.Exists(nft))
        {
            return null;
        }

        var ruleset = NftReader.Read(File.ReadAllText(nft));
        return File.Exists(saved) ? ruleset.With(IptablesSaved(File.ReadAllText(saved))) : ruleset;
    }

    private static ConnectionQuestion Question(JsonElement setup, int family, int port) =>
        ConnectionQuestion.From(
            IPAddress.Parse(setup.GetProperty("client")[family].GetString()!),
            IPAddress.Parse(setup.GetProperty("server")[family].GetString()!),
            port,
            setup.GetProperty("server_iface").GetString()
        ) with
        {
            IsOnLink = true,
            IsRouter = false,
        };

    private static string Word(ClientSymptom symptom) =>
        symptom switch
        {
            ClientSymptom.NoRouteToHost => "no_route_to_host",
            ClientSymptom.NetworkUnreachable => "network_unreachable",
            ClientSymptom.PermissionDenied => "permission_denied",
            _ => symptom.ToString().ToLowerInvariant(),
        };
}
