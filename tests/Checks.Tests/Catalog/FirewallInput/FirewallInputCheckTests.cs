using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.FirewallInput;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.FirewallInput;

public sealed class FirewallInputCheckTests
{
    private const string V4 = "firewall/ssh/tcp/22/ipv4";
    private const string V6 = "firewall/ssh/tcp/22/ipv6";

    [Fact]
    public async Task A_host_without_rules_lets_everybody_in()
    {
        var (facts, finding) = await RunAsync(Debian(""));

        Assert.Equal("accept", facts.Read(V4).Value);
        Assert.Equal("accept", facts.Read(V6).Value);
        Assert.Equal("none", facts.Read("firewall/managed_by").Value);
        Assert.Equal(Outcome.Pass, finding.Outcome);
    }

    [Fact]
    public async Task A_policy_without_a_rule_for_ssh_locks_everybody_out()
    {
        var (facts, finding) = await RunAsync(
            Debian(
                """
                table inet filter {
                	chain input { # handle 1
                		type filter hook input priority filter; policy drop;
                		ct state established,related accept # handle 4
                		meta l4proto ipv6-icmp accept # handle 5
                		tcp dport 80 accept # handle 6
                	}
                }
                """
            )
        );

        Assert.Equal("drop", facts.Read(V4).Value);
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal("tcp/22", finding.Subject);
        Assert.Equal(
            "nobody can connect: the firewall says drop to port 22 from every source by inet filter input: policy drop",
            finding.Summary
        );
        Assert.Equal(["nft insert rule inet filter input tcp dport 22 accept"], finding.Remedy);
    }

    [Fact]
    public async Task Networks_that_are_let_in_are_told_and_are_no_finding()
    {
        var (facts, finding) = await RunAsync(
            Debian(
                """
                table inet filter {
                	chain input {
                		type filter hook input priority filter; policy drop;
                		meta l4proto ipv6-icmp accept
                		ip saddr { 10.0.0.0/8, 192.168.0.0/16 } tcp dport 22 accept
                		ip6 saddr 2001:db8::/32 tcp dport 22 accept
                	}
                }
                """
            )
        );

        Assert.Equal("accept from 10.0.0.0/8, 192.168.0.0/16, else drop", facts.Read(V4).Value);
        Assert.Equal("accept from 2001:db8::/32, else drop", facts.Read(V6).Value);
        Assert.Equal(Outcome.Pass, finding.Outcome);
    }

    [Fact]
    public async Task A_limit_is_not_a_lockout()
    {
        var (facts, finding) = await RunAsync(
            Debian(
                """
                table ip filter {
                	chain input {
                		type filter hook input priority filter; policy accept;
                		tcp dport 22 ct state new limit rate over 6/minute reject
                	}
                }
                """
            )
        );

        Assert.Equal("accept up to a limit", facts.Read(V4).Value);
        Assert.Equal(Outcome.Pass, finding.Outcome);
    }

    [Fact]
    public async Task A_ruleset_that_forgets_established_connections_lets_nobody_in()
    {
        var (facts, finding) = await RunAsync(
            Debian(
                """
                table inet filter {
                	chain input {
                		type filter hook input priority filter; policy drop;
                		meta l4proto ipv6-icmp accept
                		ct state new tcp dport 22 accept
                	}
                }
                """
            )
        );

        Assert.Equal("first packet only", facts.Read(V4).Value);
        Assert.Equal(Outcome.Fail, finding.Outcome);
    }

    [Fact]
    public async Task What_a_program_decides_is_unknown()
    {
        var (facts, finding) = await RunAsync(
            Debian(
                """
                table inet filter {
                	chain input {
                		type filter hook input priority filter; policy accept;
                		tcp dport 22 queue to 0
                	}
                }
                """
            )
        );

        Assert.Equal("unknown: a program decides (queue)", facts.Read(V4).Value);
        Assert.Equal(Outcome.Unknown, finding.Outcome);
    }

    [Fact]
    public async Task Blocked_neighbour_discovery_closes_ipv6_alone()
    {
        var (facts, finding) = await RunAsync(
            Debian(
                """
                table ip6 filter {
                	chain input {
                		type filter hook input priority filter; policy drop;
                		tcp dport 22 accept
                	}
                }
                """
            )
        );

        Assert.Equal("accept", facts.Read(V4).Value);
        Assert.Equal("drop (neighbour discovery)", facts.Read(V6).Value);
        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.StartsWith("nobody can connect over IPv6", finding.Summary);
    }

    [Fact]
    public async Task Ufw_without_a_rule_for_ssh_has_ufw_s_remedy()
    {
        const string Saved = """
            # Generated by iptables-save v1.8.9 (nf_tables) on Sun Nov 22 08:45:53 2026
            *filter
            :INPUT DROP [9:540]
            :FORWARD DROP [0:0]
            :OUTPUT ACCEPT [2:112]
            :ufw-user-input - [0:0]
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -j ufw-user-input
            -A ufw-user-input -p tcp -m tcp --dport 80 -m comment --comment "the \"web\"" -j ACCEPT
            COMMIT
            # Completed on Sun Nov 22 08:45:53 2026

            """;
        const string Listed = """
            table ip filter {
            	chain INPUT {
            		type filter hook input priority filter; policy drop;
            		xt match conntrack counter packets 0 bytes 0 accept
            	}
            }
            """;
        var host = Debian(Listed).Command(HostCommand.IptablesSave, Saved);
        var (facts, finding) = await RunAsync(host);

        Assert.Equal("ufw", facts.Read("firewall/managed_by").Value);
        Assert.Equal(
            "iptables filter INPUT: policy drop",
            facts.Read("firewall/decided_by/tcp/22/ipv4").Value
        );
        Assert.Equal(["ufw allow 22/tcp"], finding.Remedy);
        Assert.DoesNotContain(
            host.Asked.OfType<RunCommand>(),
            asked => asked.Command == HostCommand.Ip6tablesSave
        );
    }

    [Fact]
    public async Task Counters_and_times_do_not_change_the_ruleset_s_hash()
    {
        var first = await RunAsync(Legacy("[1:60]", "08:45:53"));
        var second = await RunAsync(Legacy("[2:120]", "09:00:00"));

        Assert.Equal(
            first.Facts.Read("firewall/ruleset").Value,
            second.Facts.Read("firewall/ruleset").Value
        );
        Assert.Equal("reject (connection refused)", first.Facts.Read(V4).Value);
        Assert.Equal(
            ["iptables-legacy -t filter -I INPUT -p tcp --dport 22 -j ACCEPT"],
            first.Finding.Remedy
        );
    }

    [Fact]
    public async Task Tables_of_the_older_path_that_nobody_can_list_leave_it_unknown()
    {
        var (facts, finding) = await RunAsync(
            Debian("").File("/proc/net/ip_tables_names", "filter\n")
        );

        Assert.True(facts.Read(V4).IsUnknown);
        Assert.Equal(Outcome.Unknown, finding.Outcome);
    }

    [Fact]
    public async Task Who_is_not_root_does_not_know()
    {
        var host = Debian("")
            .Command(
                HostCommand.NftRuleset,
                "",
                1,
                "Operation not permitted (you must be root)\nnetlink: Error: cache initialization failed: Operation not permitted\n"
            );
        var (facts, finding) = await RunAsync(host);

        Assert.True(facts.Read(V4).IsUnknown);
        Assert.Equal(
            "not known what the firewall does: nft list ruleset: only root can list rules",
            finding.Summary
        );
    }

    [Fact]
    public async Task A_host_without_sshd_is_not_asked()
    {
        var (facts, finding) = await RunAsync(new FakeHost());

        Assert.Equal(RunStatus.NotApplicable, facts.Status);
        Assert.Equal(Outcome.NotApplicable, finding.Outcome);
    }

    private static FakeHost Legacy(string counters, string time) =>
        Debian("")
            .File("/proc/net/ip_tables_names", "filter\n")
            .Command(
                HostCommand.IptablesLegacySave,
                $"""
                # Generated by iptables-save v1.8.9 on Sun Nov 22 {time} 2026
                *filter
                :INPUT ACCEPT {counters}
                -A INPUT -p tcp -m tcp --dport 22 -j REJECT --reject-with icmp-port-unreachable
                COMMIT

                """
            );

    private static FakeHost Debian(string listing) =>
        SshHosts
            .Debian()
            .Command(HostCommand.NftRuleset, listing)
            .File(
                "/proc/net/route",
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
                    + "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
                    + "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
            )
            .File(
                "/proc/net/fib_trie",
                "Local:\n     |-- 127.0.0.1\n        /32 host LOCAL\n        |-- 192.0.2.2\n           /32 host LOCAL\n        |-- 192.0.2.255\n           /32 link BROADCAST\n"
            )
            .File(
                "/proc/net/if_inet6",
                "00000000000000000000000000000001 01 80 10 80       lo\nfd000000000000000000000000000002 04 40 00 82     eth0\n"
            )
            .File("/proc/sys/net/ipv4/ip_forward", "0\n");

    private static async Task<(CheckFacts Facts, Finding Finding)> RunAsync(FakeHost host)
    {
        var check = new FirewallInputCheck();
        var runner = new CheckRunner(
            host,
            (_, surprise) => throw new InvalidOperationException("the check threw", surprise)
        );
        var facts = CheckFacts.None.After(await runner.RunAsync(check, "", CancellationToken.None));
        var input = new JudgeInput
        {
            Checks = ImmutableDictionary<string, CheckFacts>.Empty.Add("firewall.input", facts),
            Policy = Policy.BuiltIn,
            AsOf = SshHosts.Started,
        };
        return (facts, Assert.Single(HostJudge.Judge(check, input)));
    }
}
