using Fleet.Checks.Access.Bans;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.BansCrowdsec;

public sealed class BansCrowdsecCheckTests
{
    private const string Configuration = "/etc/crowdsec/bouncers/crowdsec-firewall-bouncer.yaml";

    [Fact]
    public async Task What_the_bouncer_s_sets_hold_is_banned_until_the_kernel_lets_it_go()
    {
        var host = Debian("nftables")
            .Runs("crowdsec")
            .Runs("crowdsec-firewa")
            .Command(
                HostCommand.NftSets,
                """
                table ip crowdsec {
                	set crowdsec-blacklists-CAPI {
                		type ipv4_addr
                		flags timeout
                		elements = { 203.0.113.9 timeout 4h expires 3h59m59s996ms }
                	}
                }
                table inet filter {
                	set blocked {
                		type ipv4_addr
                		elements = { 198.51.100.1 }
                	}
                }
                """
            );

        var judged = await RunAsync(host);

        var until = host.Clock.GetUtcNow().AddHours(4);
        Assert.Equal(
            $"until {BanText.Time(until.AddTicks(-(until.Ticks % TimeSpan.TicksPerMinute)))}",
            judged.Fact("ban/crowdsec/nft%20ip%20crowdsec%20crowdsec-blacklists-CAPI/203.0.113.9")
        );
        Assert.Equal(1, judged.Observed["bans.crowdsec"].Samples.Single().Value);
        Assert.Empty(judged.Wrong("bans"));
        Assert.DoesNotContain(
            judged.Observed["bans.crowdsec"].Facts,
            fact => fact.Value.Contains("s3cret")
        );
    }

    [Fact]
    public async Task With_iptables_the_bouncer_fills_ipsets_under_the_name_that_its_file_gives()
    {
        var host = Debian("iptables")
            .File($"{Configuration}.local", "blacklists_ipv4: ours\n")
            .Runs("crowdsec-firewa")
            .Command(
                HostCommand.IpsetSave,
                "create ours hash:net timeout 300\nadd ours 203.0.113.9 timeout 0\ncreate crowdsec-blacklists hash:net\nadd crowdsec-blacklists 203.0.113.10\n"
            );

        var judged = await RunAsync(host);

        Assert.Equal("banned", judged.Fact("ban/crowdsec/ipset%20ours/203.0.113.9"));
        Assert.Equal(1, judged.Observed["bans.crowdsec"].Samples.Single().Value);
    }

    [Fact]
    public async Task Decisions_that_nobody_enforces_are_said()
    {
        var finding = (await RunAsync(Debian("nftables").Runs("crowdsec"))).Of(
            "bans.crowdsec/enforced"
        );

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal(
            "CrowdSec decides, but no firewall bouncer runs here: nobody is banned",
            finding.Summary
        );
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_leaves_the_bans_unknown()
    {
        var judged = await RunAsync(
            Debian("nftables").Runs("crowdsec-firewa").Denied(Configuration)
        );

        Assert.Equal(Outcome.Unknown, judged.Of("bans.crowdsec/protected").Outcome);
    }

    [Fact]
    public async Task Without_crowdsec_it_does_not_apply()
    {
        var judged = await RunAsync(SshHosts.Debian());

        Assert.Equal(RunStatus.NotApplicable, judged.Observed["bans.crowdsec"].Status);
    }

    private static FakeHost Debian(string mode) =>
        SshHosts
            .Debian()
            .File("/usr/bin/crowdsec", "", 0b111_101_101)
            .File("/usr/bin/crowdsec-firewall-bouncer", "", 0b111_101_101)
            .File(
                Configuration,
                $"mode: {mode}\napi_key: s3cret\nblacklists_ipv4: crowdsec-blacklists # name\nnftables:\n  ipv4:\n    table: crowdsec\n",
                0b110_000_000
            );

    private static Task<JudgedTogether> RunAsync(FakeHost host) =>
        new JudgedTogether(host, "bans.crowdsec").RunAsync();
}

file static class RunningCrowdsec
{
    public static FakeHost Runs(this FakeHost host, string name) =>
        host.Process(
            new ProcessStatus(700, 1, name, 0, SshHosts.Started, [name], $"/usr/bin/{name}")
        );
}
