using System.Collections.Immutable;

namespace Fleet.Checks.Tests.Access.Firewall.Packets;

/// <summary>Makes rulesets for iptables-restore and its kin: a seed gives the same one for ever.</summary>
/// <param name="tool">iptables-restore, ip6tables-restore, or their legacy variants.</param>
/// <param name="seed">The seed.</param>
internal sealed class IptablesGenerator(string tool, int seed)
{
    private readonly Random _random = new(seed);

    private bool IsVersion6 => tool.StartsWith("ip6", StringComparison.Ordinal);

    public GeneratedRuleset Make()
    {
        var blocks = ImmutableArray.CreateBuilder<RulesetBlock>();
        if (_random.Next(3) == 0)
        {
            blocks.Add(Table("raw", ["PREROUTING", "OUTPUT"], false));
        }

        if (_random.Next(3) == 0)
        {
            blocks.Add(Table("mangle", ["PREROUTING", "INPUT", "POSTROUTING"], false));
        }

        if (_random.Next(3) == 0)
        {
            blocks.Add(
                new RulesetBlock(
                    "*nat\n:PREROUTING ACCEPT [0:0]",
                    [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => Nat())],
                    "COMMIT"
                )
            );
        }

        blocks.Add(Table("filter", ["INPUT", "INPUT", "OUTPUT"], true));
        return new GeneratedRuleset(tool, [], blocks.ToImmutable(), []);
    }

    private RulesetBlock Table(string name, string[] chains, bool isFilter)
    {
        var policy = isFilter ? Pick("ACCEPT", "DROP") : "ACCEPT";
        var declared = chains
            .Distinct()
            .Select(chain => $":{chain} {(chain == "INPUT" ? policy : "ACCEPT")} [0:0]")
            .Append(":one - [0:0]")
            .Append(":two - [0:0]");
        var rules = new List<string>();
        if (isFilter && IsVersion6 && _random.Next(4) > 0)
        {
            rules.Add("-A INPUT -p ipv6-icmp -j ACCEPT");
        }

        for (var i = 0; i < _random.Next(1, 8); i++)
        {
            rules.Add(Rule(Pick(chains), isFilter, name, ["one", "two"]));
        }

        for (var i = 0; i < _random.Next(0, 3); i++)
        {
            rules.Add(Rule("one", isFilter, name, ["two"]));
            rules.Add(Rule("two", isFilter, name, []));
        }

        return new RulesetBlock($"*{name}\n{string.Join('\n', declared)}", [.. rules], "COMMIT");
    }

    private string Rule(string chain, bool isFilter, string table, string[] called) =>
        $"-A {chain} {Conditions(chain)} {Target(isFilter && chain is not "OUTPUT", table, called)}";

    private string Conditions(string chain)
    {
        var isOut = chain is "OUTPUT" or "POSTROUTING";
        var (port, source) = isOut ? ("--sport", "-d") : ("--dport", "-s");
        var (one, net, other) = IsVersion6
            ? ("fd00:9::2", "fd00:9::40/122", "2001:db8::/32")
            : ("10.9.0.2", "10.9.0.64/26", "192.0.2.0/24");
        var range = IsVersion6 ? "fd00:9::50-fd00:9::90" : "10.9.0.50-10.9.0.90";
        var parts = new List<string>();
        if (_random.Next(4) > 0)
        {
            parts.Add(
                Pick(
                    $"-p tcp -m tcp {port} {Pick("22", "80", "443", "2222", "1:100", "80:")}",
                    $"-p tcp -m tcp ! {port} {Pick("22", "80:443")}",
                    $"-p tcp -m multiport {port}s {Pick("22,80", "20:25,443", "2222")}",
                    "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN",
                    "-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN",
                    "-p tcp",
                    "-p udp -m udp --dport 22",
                    "! -p tcp"
                )
            );
        }

        if (_random.Next(2) == 0)
        {
            parts.Add(
                Pick(
                    $"{source} {Pick(one, net, other)}",
                    $"! {source} {Pick(one, net)}",
                    $"-m iprange --{(isOut ? "dst" : "src")}-range {range}",
                    $"-m conntrack --ctstate {Pick("NEW", "RELATED,ESTABLISHED", "INVALID", "NEW,UNTRACKED", "DNAT", "RELATED,ESTABLISHED,DNAT")}",
                    $"-m conntrack ! --ctstate {Pick("NEW", "ESTABLISHED", "INVALID")}",
                    $"-m state --state {Pick("NEW", "ESTABLISHED", "INVALID")}",
                    $"-m mark --mark {Pick("0x1", "0x0", "0x1/0x3")}",
                    "-m mark ! --mark 0x1",
                    isOut ? "-o v0" : Pick("-i v0", "-i lo", "! -i lo", "-i v+"),
                    isOut
                        ? "-m comment --comment \"a -b \\\"c\\\"\""
                        : "-m addrtype --dst-type LOCAL",
                    "-m conntrack --ctorigdstport 22",
                    "-m length --length 20:200",
                    "-m comment --comment \"x\""
                )
            );
        }

        return string.Join(' ', parts);
    }

    private string Target(bool mayReject, string table, string[] called)
    {
        if (called.Length > 0 && _random.Next(3) == 0)
        {
            return $"{Pick("-j", "-g")} {Pick(called)}";
        }

        return _random.Next(9) switch
        {
            0 or 1 or 2 => "-j ACCEPT",
            3 or 4 => "-j DROP",
            5 => mayReject ? Reject() : "-j DROP",
            6 => "-j RETURN",
            7 => table == "raw" ? "-j CT --notrack"
            : table == "mangle"
                ? Pick("-j MARK --set-xmark 0x1/0xffffffff", "-j MARK --set-xmark 0x2/0x2")
            : "-j LOG --log-prefix \"-j DROP \"",
            _ => "",
        };
    }

    private string Reject() =>
        IsVersion6
            ? Pick(
                "-j REJECT --reject-with icmp6-port-unreachable",
                "-j REJECT --reject-with icmp6-adm-prohibited",
                "-j REJECT --reject-with icmp6-no-route"
            )
            : Pick(
                "-j REJECT --reject-with icmp-port-unreachable",
                "-j REJECT --reject-with icmp-host-prohibited",
                "-j REJECT --reject-with icmp-admin-prohibited",
                "-j REJECT --reject-with icmp-net-unreachable"
            );

    private string Nat() =>
        Pick(
            "-A PREROUTING -p tcp -m tcp --dport 2222 -j REDIRECT --to-ports 22",
            "-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 443",
            "-A PREROUTING -p tcp -m tcp --dport 22 -j ACCEPT",
            $"-A PREROUTING -p tcp -m tcp --dport 443 -j DNAT --to-destination {(IsVersion6 ? "[fd00:9::1]:22" : "10.9.0.1:22")}",
            "-A PREROUTING -p tcp -m multiport --dports 22,80 -j REDIRECT --to-ports 2222"
        );

    private string Pick(params string[] from) => from[_random.Next(from.Length)];
}
