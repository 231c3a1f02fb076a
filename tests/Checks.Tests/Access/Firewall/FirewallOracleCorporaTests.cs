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
        var agreement = new Agreement("oracle_firewall/reachability");
        Measured(
            agreement,
            (setup, folder, row) =>
            {
                // What could not be loaded was not measured.
                if (row.TryGetProperty("reach", out var reach))
                {
                    Reach(agreement, setup, new FirewallModel(Ruleset(folder, row)), row, reach);
                }
            }
        );
        agreement.Conclude();
    }

    [Fact]
    public void Both_listings_of_an_iptables_ruleset_give_the_same_answers()
    {
        var agreement = new Agreement("oracle_firewall/iptables_save");
        Measured(
            agreement,
            (setup, folder, row) =>
            {
                var (nft, saved) = Listings(folder, row);
                if (nft is null || saved is null)
                {
                    return;
                }

                var listed = new FirewallModel(NftReader.Read(nft));
                var kept = new FirewallModel(IptablesSaved(saved));
                foreach (var port in Ports(row))
                {
                    var question = Question(setup, 0, port);
                    agreement.Compare(
                        $"{Title(row)} {port}",
                        Word(listed.Ask(question).Symptom),
                        Word(kept.Ask(question).Symptom)
                    );
                }
            }
        );
        agreement.Conclude();
    }

    private static void Measured(
        Agreement agreement,
        Action<JsonElement, string, JsonElement> compare
    )
    {
        var path = Corpus.File("oracle_firewall/reachability.json");
        var folder = Corpus.Folder("oracle_firewall/rulesets");
        agreement.Case(
            "reachability.json",
            () =>
            {
                using var measured = JsonDocument.Parse(File.ReadAllText(path));
                var setup = measured.RootElement.GetProperty("setup");
                var number = 0;
                foreach (var row in measured.RootElement.GetProperty("cases").EnumerateArray())
                {
                    agreement.Case($"case {++number}", () => compare(setup, folder, row));
                }
            }
        );
    }

    private static void Reach(
        Agreement agreement,
        JsonElement setup,
        FirewallModel model,
        JsonElement row,
        JsonElement reach
    )
    {
        foreach (var family in reach.EnumerateObject())
        {
            foreach (var port in family.Value.EnumerateObject())
            {
                var answer = model.Ask(
                    Question(setup, family.Name == "ipv6" ? 1 : 0, int.Parse(port.Name))
                );
                agreement.Compare(
                    $"{Title(row)} {family.Name} {port.Name}",
                    port.Value.GetString(),
                    Word(answer.SymptomWhenIdle)
                );
            }
        }
    }

    private static string Title(JsonElement row) =>
        $"{row.GetProperty("id").GetString()} {row.GetProperty("source").GetString()}";

    private static IEnumerable<int> Ports(JsonElement row) =>
        row.TryGetProperty("reach", out var reach) && reach.TryGetProperty("ipv4", out var measured)
            ? measured.EnumerateObject().Select(port => int.Parse(port.Name))
            : [];

    private static FirewallRuleset IptablesSaved(string text) =>
        Fleet.Checks.Parsing.Firewall.Iptables.IptablesSaveReader.Read(text, TableFamily.Ip);

    private static FirewallRuleset Ruleset(string folder, JsonElement row)
    {
        var (nft, saved) = Listings(folder, row);
        return nft is null
                ? throw new FormatException($"there is no listing of ruleset {Title(row)}")
            : saved is null ? NftReader.Read(nft)
            : NftReader.Read(nft).With(IptablesSaved(saved));
    }

    private static (string? Nft, string? Saved) Listings(string folder, JsonElement row)
    {
        var id = row.GetProperty("id").GetString()!;
        return (Text($"{id}.nft-list.txt"), Text($"{id}.iptables-save.txt"));

        string? Text(string name) =>
            Path.Combine(folder, name) is var path && File.Exists(path)
                ? File.ReadAllText(path)
                : null;
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
