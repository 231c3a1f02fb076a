using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.FirewallInput;

public sealed class FirewallInputCheckTests
{
    private const string V4 = "firewall/ssh/tcp/22/ipv4";
    private const string V6 = "firewall/ssh/tcp/22/ipv6";

    [Fact]
    public async Task A_host_without_rules_lets_everybody_in()
    {
        var (facts, finding) = await FirewallHosts.RunAsync(FirewallHosts.Debian(""));

        Assert.Equal("accept", facts.Read(V4).Value);
        Assert.Equal("accept", facts.Read(V6).Value);
        Assert.Equal("none", facts.Read("firewall/managed_by").Value);
        Assert.Equal(Outcome.Pass, finding.Outcome);
    }

    [Fact]
    public async Task A_policy_without_a_rule_for_ssh_locks_everybody_out()
    {
        var (facts, finding) = await FirewallHosts.RunAsync(
            FirewallHosts.Debian(
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
        var (facts, finding) = await FirewallHosts.RunAsync(
            FirewallHosts.Debian(
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
        var (facts, finding) = await FirewallHosts.RunAsync(
            FirewallHosts.Debian(
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
        var (facts, finding) = await FirewallHosts.RunAsync(
            FirewallHosts.Debian(
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
        var (facts, finding) = await FirewallHosts.RunAsync(
            FirewallHosts.Debian(
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
        var (facts, finding) = await FirewallHosts.RunAsync(
            FirewallHosts.Debian(
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
        var host = FirewallHosts.Debian(Listed).Command(HostCommand.IptablesSave, Saved);
        var (facts, finding) = await FirewallHosts.RunAsync(host);

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
        var first = await FirewallHosts.RunAsync(FirewallHosts.Legacy("[1:60]", "08:45:53"));
        var second = await FirewallHosts.RunAsync(FirewallHosts.Legacy("[2:120]", "09:00:00"));

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
        var (facts, finding) = await FirewallHosts.RunAsync(
            FirewallHosts.Debian("").File("/proc/net/ip_tables_names", "filter\n")
        );

        Assert.True(facts.Read(V4).IsUnknown);
        Assert.Equal(Outcome.Unknown, finding.Outcome);
    }

    [Fact]
    public async Task Who_is_not_root_does_not_know()
    {
        var host = FirewallHosts
            .Debian("")
            .Command(
                HostCommand.NftRuleset,
                "",
                1,
                "Operation not permitted (you must be root)\nnetlink: Error: cache initialization failed: Operation not permitted\n"
            );
        var (facts, finding) = await FirewallHosts.RunAsync(host);

        Assert.True(facts.Read(V4).IsUnknown);
        Assert.Equal(
            "not known what the firewall does: nft list ruleset: only root can list rules",
            finding.Summary
        );
    }

    [Fact]
    public async Task A_configuration_that_a_removed_sshd_left_is_not_asked_for()
    {
        var host = new FakeHost().File("/etc/ssh/sshd_config", "Port 22\n");

        var (facts, finding) = await FirewallHosts.RunAsync(host);

        Assert.Equal("no sshd is installed", facts.Reason);
        Assert.Equal(Outcome.NotApplicable, finding.Outcome);
    }

    [Fact]
    public async Task A_host_without_sshd_is_not_asked()
    {
        var (facts, finding) = await FirewallHosts.RunAsync(new FakeHost());

        Assert.Equal(RunStatus.NotApplicable, facts.Status);
        Assert.Equal(Outcome.NotApplicable, finding.Outcome);
    }
}
