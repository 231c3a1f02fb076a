using System.Collections.Immutable;

namespace Fleet.Checks.Tests.Access.Firewall.Packets;

/// <summary>Makes nftables rulesets: a seed gives the same one for ever.</summary>
internal sealed partial class NftGenerator(int seed)
{
    private readonly Random _random = new(seed);

    public GeneratedRuleset Make()
    {
        var blocks = ImmutableArray.CreateBuilder<RulesetBlock>();
        var tables = _random.Next(1, 4);
        for (var t = 0; t < tables; t++)
        {
            Table(Pick("inet", "inet", "ip", "ip6"), $"t{t}", blocks);
        }

        if (_random.Next(8) == 0)
        {
            blocks.Add(
                new RulesetBlock(
                    "table netdev nd { chain in { type filter hook ingress device \"v0\" priority 0; policy accept;",
                    [
                        Pick(
                            "tcp dport 22 drop",
                            "ip saddr 10.9.0.77 drop",
                            "ip6 saddr fd00:9::77 tcp dport { 80, 443 } drop",
                            "meta protocol ip6 tcp dport 2222 drop",
                            "tcp dport vmap { 80 : drop, 443 : accept }"
                        ),
                    ],
                    "}\n}"
                )
            );
        }

        if (_random.Next(12) == 0)
        {
            blocks.Add(
                new RulesetBlock(
                    "table arp a { chain in { type filter hook input priority 0; policy accept;",
                    [
                        Pick(
                            "arp operation request drop",
                            "arp operation reply drop",
                            "arp htype 1 counter"
                        ),
                    ],
                    "}\n}"
                )
            );
        }

        return new GeneratedRuleset("nft", [], blocks.ToImmutable(), []);
    }

    private void Table(string family, string name, ImmutableArray<RulesetBlock>.Builder blocks)
    {
        var isVersion6 = family == "ip6";
        var isBoth = family == "inet";
        blocks.Add(new RulesetBlock($"table {family} {name} {{", [.. Sets(family)], ""));
        // Called chains stand before their callers, so that no chain calls itself.
        var called = new List<string>();
        for (var c = 0; c < _random.Next(0, 3); c++)
        {
            blocks.Add(new RulesetBlock($"chain c{c} {{", Rules(family, called, "filter", 3), "}"));
            called.Add($"c{c}");
        }

        var bases = _random.Next(1, 4);
        for (var b = 0; b < bases; b++)
        {
            var hook = Pick("input", "input", "input", "prerouting", "output", "postrouting");
            var priority = hook switch
            {
                "prerouting" => Pick("raw", "mangle", "-250", "filter", "dstnat + 10"),
                "output" => Pick("raw", "filter", "mangle"),
                "postrouting" => Pick("srcnat + 5", "filter"),
                _ => Pick("filter", "filter + 10", "mangle", "security", "-5"),
            };
            var policy = hook == "input" ? Pick("accept", "drop") : "accept";
            blocks.Add(
                new RulesetBlock(
                    $"chain b{b} {{ type filter hook {hook} priority {priority}; policy {policy};",
                    policy == "drop" && _random.Next(4) > 0
                        ? Rules(family, called, hook, 5)
                            .Insert(
                                0,
                                isBoth || isVersion6
                                    ? "meta l4proto ipv6-icmp accept"
                                    : "ct state established accept"
                            )
                        : Rules(family, called, hook, 5),
                    "}"
                )
            );
        }

        if (_random.Next(3) == 0)
        {
            blocks.Add(
                new RulesetBlock(
                    $"chain nat {{ type nat hook prerouting priority {Pick("dstnat", "dstnat + 1", "-50")}; policy accept;",
                    [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Nat(family))],
                    "}"
                )
            );
        }

        blocks.Add(new RulesetBlock("", [], "}"));
    }

    private IEnumerable<string> Sets(string family)
    {
        yield return "set ports { type inet_service; flags interval; elements = { 20-25, 443 } }";
        yield return "set few { type inet_service; elements = { 80, 2222 } }";
        yield return "map fate { type inet_service : verdict; elements = { 80 : drop, 443 : accept } }";
        if (family != "ip6")
        {
            yield return "set nets4 { type ipv4_addr; flags interval; elements = { 10.9.0.64/26, 192.0.2.0/24 } }";
            yield return "set pairs4 { type ipv4_addr . inet_service; elements = { 10.9.0.2 . 22, 10.9.0.77 . 80 } }";
        }

        if (family != "ip")
        {
            yield return "set nets6 { type ipv6_addr; flags interval; elements = { fd00:9::40/122, 2001:db8::/32 } }";
        }
    }
}
