using System.Collections.Immutable;

namespace Fleet.Checks.Tests.Access.Firewall.Packets;

internal sealed partial class NftGenerator
{
    private ImmutableArray<string> Rules(
        string family,
        List<string> called,
        string hook,
        int most
    ) =>
        [
            .. Enumerable
                .Range(0, _random.Next(0, most + 1))
                .Select(_ => $"{Conditions(family, hook)} {Verdict(family, called, hook)}".Trim()),
        ];

    private string Conditions(string family, string hook) =>
        string.Join(
            ' ',
            Enumerable.Range(0, _random.Next(0, 3)).Select(_ => Condition(family, hook))
        );

    private string Condition(string family, string hook)
    {
        var isOut = hook is "output" or "postrouting";
        var dport = isOut ? "sport" : "dport";
        var saddr = isOut ? "daddr" : "saddr";
        var any = new List<string>
        {
            $"tcp {dport} {Pick("22", "80", "443", "2222")}",
            $"tcp {dport} != {Pick("22", "80", "{ 22, 443 }", "1-100")}",
            $"tcp {dport} {{ {Pick("22, 80", "80-450", "2222, 443")} }}",
            $"tcp {dport} {Pick("@ports", "@few", "!= @ports", "< 100", ">= 443", "20-90")}",
            $"th {dport} 22",
            $"udp {dport} 53",
            Pick(
                "meta l4proto tcp",
                "meta l4proto != udp",
                "meta l4proto { tcp, udp }",
                "meta l4proto icmp"
            ),
            Pick(
                "ct state new",
                "ct state established,related",
                "ct state { new, untracked }",
                "ct state invalid",
                "ct state != new",
                "ct state untracked",
                "ct state != established"
            ),
            Pick(
                "tcp flags syn",
                "tcp flags & (fin|syn|rst|ack) == syn",
                "tcp flags & (fin|syn|rst|ack) != syn",
                "tcp flags != syn",
                "tcp flags ack",
                "tcp flags { syn, syn|ack }"
            ),
            isOut
                ? Pick("oifname \"v0\"", "oifname \"lo\"", "oifname != \"lo\"", "iifname \"v0\"")
                : Pick(
                    "iifname \"v0\"",
                    "iif \"lo\"",
                    "iifname != \"lo\"",
                    "iifname \"v*\"",
                    "iifname { \"lo\", \"v0\" }",
                    "oifname \"v0\""
                ),
            Pick(
                "meta mark 0x1",
                "meta mark 0x0",
                "meta mark != 0x1",
                "meta mark and 0x3 == 0x1",
                "ct mark 0x0"
            ),
            Pick(
                "counter",
                "log prefix \"x\"",
                "meta pkttype host",
                "tcp sport 1024-65535",
                "tcp sport < 1024"
            ),
            Pick(
                "ct direction original",
                "ct status dnat",
                "ct original proto-dst 22",
                "fib daddr type local",
                "fib daddr type multicast",
                "ct state vmap { invalid : drop, established : accept }"
            ),
        };
        if (family != "ip6")
        {
            any.Add(
                $"ip {saddr} {Pick("10.9.0.2", "10.9.0.0/26", "10.9.0.77", "192.0.2.0/24", "{ 10.9.0.2, 10.9.0.99 }", "!= 10.9.0.2", "10.9.0.50-10.9.0.80", "@nets4", "!= @nets4")}"
            );
            any.Add(
                $"ip {saddr} . tcp {dport} {Pick("@pairs4", "{ 10.9.0.2 . 80, 10.9.0.77 . 22 }")}"
            );
            any.Add(Pick("meta protocol ip", "ip protocol tcp", "ip ttl 64", "ip version 4"));
        }

        if (family != "ip")
        {
            any.Add(
                $"ip6 {saddr} {Pick("fd00:9::2", "fd00:9::/64", "fd00:9::77", "2001:db8::/32", "!= fd00:9::2", "@nets6", "!= @nets6")}"
            );
            any.Add(
                Pick(
                    "ip6 nexthdr tcp",
                    "meta protocol ip6",
                    "icmpv6 type nd-neighbor-solicit",
                    "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert }",
                    "ip6 hoplimit 255"
                )
            );
        }

        if (family == "inet")
        {
            any.Add(
                Pick(
                    "meta nfproto ipv4",
                    "meta nfproto ipv6",
                    "meta nfproto vmap { ipv4 : accept, ipv6 : continue }"
                )
            );
        }

        var chosen = any[_random.Next(any.Count)];
        return chosen;
    }

    private string Verdict(string family, List<string> called, string hook)
    {
        if (called.Count > 0 && _random.Next(3) == 0)
        {
            return $"{Pick("jump", "goto")} {called[_random.Next(called.Count)]}";
        }

        return _random.Next(12) switch
        {
            0 or 1 or 2 => "accept",
            3 or 4 or 5 => "drop",
            6 => hook is "input" or "prerouting" ? Reject(family) : "drop",
            7 => "return",
            8 => hook == "filter"
                ? "accept"
                : Pick(
                    "notrack",
                    "meta mark set 0x1",
                    "meta mark set meta mark or 0x2",
                    "ct mark set 0x1"
                ),
            9 =>
                $"tcp {(hook is "output" or "postrouting" ? "sport" : "dport")} vmap {Pick("@fate", "{ 22 : accept, 80 : drop, 443-2222 : continue }")}",
            10 => "counter",
            _ => "meta mark set 0x1",
        };
    }

    private string Reject(string family) =>
        family == "ip6"
            ? Pick(
                "reject",
                "reject with tcp reset",
                "reject with icmpv6 admin-prohibited",
                "reject with icmpv6 no-route"
            )
        : family == "ip"
            ? Pick(
                "reject",
                "reject with tcp reset",
                "reject with icmp host-prohibited",
                "reject with icmp net-unreachable"
            )
        : Pick(
            "reject",
            "reject with tcp reset",
            "reject with icmpx admin-prohibited",
            "reject with icmpx host-unreachable",
            "reject with icmpx no-route"
        );

    private string Nat(string family) =>
        Pick(
            "tcp dport 2222 redirect to :22",
            "tcp dport 80 redirect to :443",
            "tcp dport { 22, 80 } redirect to :2222",
            "tcp dport 22 accept",
            family switch
            {
                "ip" => "tcp dport 443 dnat to 10.9.0.1:22",
                "ip6" => "tcp dport 443 dnat to [fd00:9::1]:22",
                _ => "tcp dport 443 dnat ip to 10.9.0.1:22",
            },
            "redirect to tcp dport map { 22 : 80, 2222 : 443 }"
        );

    private string Pick(params string[] from) => from[_random.Next(from.Length)];
}
