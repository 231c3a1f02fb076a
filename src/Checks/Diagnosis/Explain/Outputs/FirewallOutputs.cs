using System.Globalization;
using System.Net;
using Fleet.Checks.Access.Firewall;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Parsing.Firewall;
using Fleet.Checks.Parsing.Firewall.Iptables;
using Fleet.Checks.Parsing.Firewall.Nft;
using Fleet.Checks.Parsing.Pasted;

namespace Fleet.Checks.Diagnosis.Explain.Outputs;

/// <summary>What a firewall's listing does with connections to a port. Whole rulesets are walked by the same model as a host's own; listings for people are read for what they show.</summary>
internal static class FirewallOutputs
{
    // Any address of the host: documentation's (RFC 5737).
    private static readonly IPAddress Somewhere = IPAddress.Parse("192.0.2.1");

    /// <summary>A ruleset or ufw's status; null where the text is neither.</summary>
    public static Sign? Read(string text, int port) =>
        UfwStatus.Read(Relevant(text, "Status: ")) is { } ufw
            ? OutputReader.Sign("ufw status", UfwOutput.Of(ufw, port))
        : text.Contains("hook input", StringComparison.Ordinal)
            ? Ruleset("nft list ruleset", NftReader.Read(text), port)
        : text.Contains("-A INPUT", StringComparison.Ordinal)
        || text.Contains(":INPUT ", StringComparison.Ordinal)
        || text.Contains("-P INPUT", StringComparison.Ordinal)
            ? Ruleset("iptables-save", IptablesSaveReader.Read(text, TableFamily.Ip), port)
        : null;

    public static Meaning Of(ChainListing listing, int port)
    {
        var number = Number(port);
        var input = listing.Chains.FirstOrDefault(chain => chain.Name == "INPUT");
        var bans = listing
            .Chains.Where(chain => chain.Name.StartsWith("f2b-", StringComparison.Ordinal))
            .SelectMany(chain => chain.Rules)
            .Where(rule => rule.Target is "REJECT" or "DROP")
            .Select(rule => rule.Source)
            .ToList();
        if (input is null)
        {
            return Meaning.Note("Chains, INPUT not among them.");
        }

        var decider = input.Rules.FirstOrDefault(rule =>
            rule.Target is "ACCEPT" or "DROP" or "REJECT"
            && rule.In is "" or "*"
            && (
                rule.Options.Contains($"dpt:{number}", StringComparison.Ordinal)
                || (port == 22 && rule.Options.Contains("dpt:ssh", StringComparison.Ordinal))
                || (
                    rule.Options.Length == 0
                    || rule.Options.StartsWith("reject-with", StringComparison.Ordinal)
                ) && rule.Protocol is "all" or "0" or "tcp"
            )
        );
        var fate = decider?.Target ?? input.Policy;
        return fate switch
        {
            "DROP" => Meaning.Points(
                "firewall.drop",
                $"What reaches INPUT for port {port} is dropped{Why(decider)}."
            ),
            "REJECT" => Meaning.Points(
                "firewall.reject",
                $"What reaches INPUT for port {port} is rejected{Why(decider)}."
            ),
            _ when bans.Count > 0 => Meaning.Points(
                "ban.address",
                $"fail2ban keeps out {string.Join(", ", bans.Take(5))}."
            ),
            _ => Meaning.Good(
                $"INPUT accepts port {port}, as far as this listing shows (-v shows devices)."
            ),
        };
    }

    public static Meaning Of(ZoneListing listing, int port)
    {
        var number = $"{Number(port)}/tcp";
        var active = listing
            .Zones.Where(zone => zone.IsActive)
            .DefaultIfEmpty(listing.Zones[0])
            .ToList();
        var closed = active.Find(zone =>
            !zone.Of("ports").Contains(number)
            && !(port == 22 && zone.Of("services").Contains("ssh"))
            && !zone.Of("target").Contains("ACCEPT")
            && zone.RichRules.IsEmpty
            && zone.Values.ContainsKey("services")
        );
        return closed is null ? Meaning.Good($"The zone lets port {port} in, as far as it shows.")
            : closed.Of("target").Contains("DROP")
                ? Meaning.Names(
                    "firewall.drop",
                    $"Zone {closed.Name} drops what it does not name, and it does not name port {port}."
                )
            : Meaning.Names(
                "firewall.reject",
                $"Zone {closed.Name} rejects what it does not name, and it does not name port {port}."
            );
    }

    private static Sign? Ruleset(string command, FirewallRuleset ruleset, int port)
    {
        if (ruleset.Tables.IsEmpty)
        {
            return null;
        }

        var asked = ConnectionQuestion.FromAnywhere(Somewhere, port, null);
        var answer = new FirewallModel(ruleset).Ask(asked);
        var verdict = VerdictText.Of(answer, asked);
        var by = VerdictText.Decider(answer) is { } decider ? $" ({decider})" : "";
        var meaning = answer.SymptomWhenIdle switch
        {
            ClientSymptom.Open => Meaning.Good($"The ruleset lets port {port} in: {verdict}{by}."),
            ClientSymptom.Timeout => Meaning.Names(
                "firewall.drop",
                $"The ruleset drops port {port}: {verdict}{by}."
            ),
            ClientSymptom.Unknown => Meaning.Points(
                "firewall.drop",
                $"What the ruleset does with port {port} depends: {verdict}{by}.",
                "firewall.reject",
                "ban.address"
            ),
            _ => Meaning.Names(
                "firewall.reject",
                $"The ruleset rejects port {port}: {verdict}{by}."
            ),
        };
        return OutputReader.Sign(command, meaning);
    }

    private static string Relevant(string text, string words) =>
        text.Contains(words, StringComparison.Ordinal) ? text : "";

    private static string Why(PastedRule? rule) =>
        rule is null ? " by its policy" : $" by its rule {rule.Target} {rule.Options}".TrimEnd();

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}
