using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Catalog.FirewallInput;

/// <summary>Commands that open a port, for the tool that keeps the rules.</summary>
internal static class FirewallRemedy
{
    public static ImmutableArray<string> Allow(
        string port,
        bool isVersion6,
        string decider,
        CheckFacts facts
    )
    {
        var chain = decider.Split([" > ", ": "], 2, StringSplitOptions.None)[0].Split(' ');
        return facts.Read(FirewallKeys.Manager).Value switch
        {
            FirewallManager.Ufw => [$"ufw allow {port}/tcp"],
            FirewallManager.Firewalld =>
            [
                $"firewall-cmd --permanent --add-port={port}/tcp && firewall-cmd --reload",
            ],
            _ when decider.StartsWith("ip", StringComparison.Ordinal)
                    && chain is [var tool, var table, var name]
                    && tool.Contains("tables", StringComparison.Ordinal) =>
            [
                $"{tool} -t {table} -I {ShellWord.Quote(name)} -p tcp --{Side(name)} {port} -j ACCEPT",
            ],
            _ when chain is [var family, var table, var name] =>
            [
                $"nft insert rule {family} {ShellWord.Quote(table)} {ShellWord.Quote(name)} tcp {Side(name)} {port} accept",
            ],
            _ => [isVersion6 ? "nft list ruleset" : "nft list ruleset; iptables-save"],
        };
    }

    private static string Side(string chain) =>
        chain.Contains("out", StringComparison.OrdinalIgnoreCase) ? "sport" : "dport";
}
