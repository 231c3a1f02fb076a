using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.BansSshguard;

public sealed class BansSshguardCheckTests
{
    private const string Sets = """
        table ip sshguard {
        	set attackers {
        		type ipv4_addr
        		flags interval
        		elements = { 10.77.0.10, 203.0.113.0/24 }
        	}
        }
        table ip mine {
        	set attackers {
        		type ipv4_addr
        		elements = { 198.51.100.1 }
        	}
        }
        """;

    [Fact]
    public async Task What_its_sets_hold_is_banned_and_a_neighbour_is_a_finding()
    {
        var judged = await RunAsync(
            Debian("nft-sets").Running().Command(HostCommand.NftSets, Sets)
        );

        Assert.Equal(
            "banned",
            judged.Fact("ban/sshguard/nft%20ip%20sshguard%20attackers/203.0.113.0%2F24")
        );
        Assert.Equal(2, judged.Observed["bans.sshguard"].Samples.Single().Value);
        var finding = judged.Of("bans.sshguard/protected", "10.77.0.10");
        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal(["nft delete element ip sshguard attackers '{ 10.77.0.10 }'"], finding.Remedy);
        Assert.Equal("127.0.0.0/8 10.1.2.3", judged.Fact("sshguard/whitelist"));
        Assert.Equal("120", judged.Fact("sshguard/block_time"));
    }

    [Fact]
    public async Task Lasting_bans_have_a_beginning_and_no_end()
    {
        var host = Debian("ipset", "BLACKLIST_FILE=120:/var/db/sshguard/blacklist.db")
            .Running()
            .File("/var/db/sshguard/blacklist.db", "1772352000|100|4|203.0.113.9\nnonsense\n")
            .Command(
                HostCommand.IpsetSave,
                "create sshguard4 hash:net\nadd sshguard4 203.0.113.9\n"
            );

        var judged = await RunAsync(host);

        Assert.Equal("banned", judged.Fact("ban/sshguard/ipset%20sshguard4/203.0.113.9"));
        Assert.Equal(
            "since 2026-03-01T08:00:00Z for ever",
            judged.Fact(
                "ban/sshguard/blacklist%20%2Fvar%2Fdb%2Fsshguard%2Fblacklist.db/203.0.113.9"
            )
        );
    }

    [Fact]
    public async Task The_chain_of_iptables_is_a_list_too()
    {
        var host = Debian("iptables")
            .Running()
            .Command(
                HostCommand.IptablesSave,
                "*filter\n:sshguard - [0:0]\n-A INPUT -j sshguard\n-A sshguard -s 203.0.113.9/32 -j DROP\nCOMMIT\n"
            )
            .Command(
                HostCommand.Ip6tablesSave,
                "*filter\n-A sshguard -s 2001:db8::1/128 -j DROP\nCOMMIT\n"
            );

        var judged = await RunAsync(host);

        Assert.Equal("banned", judged.Fact("ban/sshguard/iptables/203.0.113.9"));
        Assert.Equal("banned", judged.Fact("ban/sshguard/iptables/2001:db8::1"));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_not_an_empty_one()
    {
        var pf = await RunAsync(Debian("pf").Running());
        var denied = await RunAsync(
            Debian("nft-sets")
                .Running()
                .Command(HostCommand.NftSets, "", 1, "Operation not permitted")
        );

        Assert.Equal(Outcome.Unknown, pf.Of("bans.sshguard/protected").Outcome);
        Assert.Equal(Outcome.Unknown, denied.Of("bans.sshguard/protected").Outcome);
    }

    [Theory]
    [InlineData("null", true, "sshguard has no backend that bans")]
    [InlineData("nft-sets", false, "sshguard does not run: it bans nobody")]
    public async Task A_guard_that_bans_nobody_says_so(string backend, bool runs, string summary)
    {
        var host = Debian(backend);

        var finding = (await RunAsync(runs ? host.Running() : host)).Of("bans.sshguard/works");

        Assert.Equal((Outcome.Warn, summary), (finding.Outcome, finding.Summary));
    }

    [Fact]
    public async Task Without_sshguard_it_does_not_apply()
    {
        var judged = await RunAsync(SshHosts.Debian());

        Assert.Equal(RunStatus.NotApplicable, judged.Observed["bans.sshguard"].Status);
    }

    private static FakeHost Debian(string backend, string more = "") =>
        SshHosts
            .Debian()
            .File("/usr/sbin/sshguard", "", 0b111_101_101)
            .Link(
                "/etc/systemd/system/multi-user.target.wants/sshguard.service",
                "/lib/systemd/system/sshguard.service"
            )
            .File(
                "/etc/sshguard/sshguard.conf",
                $"""
                #### REQUIRED CONFIGURATION ####
                BACKEND="/usr/libexec/sshguard/sshg-fw-{backend}"
                LOGREADER="LANG=C journalctl -afb -p info -n1 -t sshd -o cat"
                THRESHOLD=30
                BLOCK_TIME=120 # seconds
                WHITELIST_FILE=/etc/sshguard/whitelist
                {more}
                """
            )
            .File("/etc/sshguard/whitelist", "# friends\n127.0.0.0/8\n10.1.2.3\n")
            .File(
                "/proc/net/route",
                "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n"
                    + "eth0\t00004D0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\n"
            );

    private static Task<JudgedTogether> RunAsync(FakeHost host) =>
        new JudgedTogether(host, "bans.sshguard").RunAsync();
}

file static class RunningGuard
{
    public static FakeHost Running(this FakeHost host) =>
        host.Process(
            new ProcessStatus(
                700,
                1,
                "sshguard",
                0,
                SshHosts.Started,
                ["/bin/sh", "/usr/sbin/sshguard"],
                "/bin/dash"
            )
        );
}
