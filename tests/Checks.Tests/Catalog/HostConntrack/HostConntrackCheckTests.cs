using System.Net;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.HostConntrack;

public sealed class HostConntrackCheckTests
{
    private const string Check = "host.conntrack";
    private const string Table = "host.conntrack/table";
    private const string Queue = "host.conntrack/listen_queue";

    [Fact]
    public async Task A_host_with_room_passes()
    {
        var judged = await new JudgedTogether(Host(), Check).RunAsync();

        Assert.Empty(judged.Wrong(Check));
        Assert.Equal("65536", judged.Fact("conntrack/max"));
        Assert.Equal("128", judged.Fact("listen_queue/limit"));
        Assert.Equal("1 % of 65536 tracked connections are in use", judged.Of(Table).Summary);
    }

    [Theory]
    [InlineData(52428, Outcome.Pass)]
    [InlineData(52429, Outcome.Warn)]
    [InlineData(62260, Outcome.Fail)]
    public async Task A_table_that_fills_is_told_before_it_is_full(int count, Outcome expected)
    {
        var judged = await new JudgedTogether(Host(count), Check).RunAsync();

        Assert.Equal(expected, judged.Of(Table).Outcome);
        Assert.Equal(
            expected != Outcome.Pass,
            judged.Of(Table).Remedy.Contains("sysctl -w net.netfilter.nf_conntrack_max=131072")
        );
    }

    [Fact]
    public async Task Packets_that_found_the_table_full_since_the_last_run_are_a_failure_even_when_there_is_room_again()
    {
        var host = Host().File("/proc/net/stat/nf_conntrack", Stat(0x10, 0x2));
        var judged = await new JudgedTogether(host, Check).RunAsync();
        Assert.Equal(Outcome.Pass, judged.Of(Table).Outcome);

        host.File("/proc/net/stat/nf_conntrack", Stat(0x12, 0x5))
            .KernelSaid(9, "usb 1-1: new device")
            .KernelSaid(10, "nf_conntrack: nf_conntrack: table full, dropping packet");
        await judged.RunAsync();
        Assert.Equal(Outcome.Fail, judged.Of(Table).Outcome);
        Assert.Contains("5 packets of new connections were dropped", judged.Of(Table).Summary);
        Assert.Equal(
            "nf_conntrack: nf_conntrack: table full, dropping packet",
            judged.Fact("conntrack/log")
        );

        await judged.RunAsync();
        Assert.Equal(Outcome.Pass, judged.Of(Table).Outcome);
    }

    [Fact]
    public async Task Without_the_kernels_count_its_log_tells()
    {
        var host = Host().Gone("/proc/net/stat/nf_conntrack");
        var judged = await new JudgedTogether(host, Check).RunAsync();
        Assert.Equal(Outcome.Pass, judged.Of(Table).Outcome);

        await judged.RunAsync();
        host.KernelSaid(10, "nf_conntrack: nf_conntrack: table full, dropping packet");
        await judged.RunAsync();

        Assert.Equal(Outcome.Fail, judged.Of(Table).Outcome);
    }

    [Fact]
    public async Task A_host_that_tracks_nothing_has_no_table()
    {
        var host = Host()
            .Gone("/proc/sys/net/netfilter/nf_conntrack_max")
            .Gone("/proc/sys/net/netfilter/nf_conntrack_count");
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(Outcome.NotApplicable, judged.Of(Table).Outcome);
        Assert.Equal(Outcome.Pass, judged.Of(Queue).Outcome);
    }

    [Fact]
    public async Task A_table_that_may_not_be_looked_at_is_unknown()
    {
        var host = Host().Denied("/proc/sys/net/netfilter/nf_conntrack_count");
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(Outcome.Unknown, judged.Of(Table).Outcome);
    }

    [Theory]
    [InlineData(63u, Outcome.Pass)]
    [InlineData(64u, Outcome.Warn)]
    [InlineData(128u, Outcome.Fail)]
    public async Task Connections_that_sshd_does_not_accept_pile_up(uint waiting, Outcome expected)
    {
        var host = Host(waiting: waiting);
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(expected, judged.Of(Queue).Outcome);
    }

    [Fact]
    public async Task A_host_without_sshd_has_no_queue_for_it()
    {
        var host = Host().Gone("/usr/sbin/sshd");
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(Outcome.NotApplicable, judged.Of(Queue).Outcome);
        Assert.Equal(Outcome.Pass, judged.Of(Table).Outcome);
    }

    [Fact]
    public async Task Where_nothing_listens_there_is_no_queue()
    {
        var judged = await new JudgedTogether(Host().NothingMeasured(), Check).RunAsync();

        Assert.Equal(Outcome.NotApplicable, judged.Of(Queue).Outcome);
    }

    private static FakeHost Host(int count = 700, uint waiting = 0) =>
        SshHosts
            .Debian()
            .File("/proc/sys/net/netfilter/nf_conntrack_max", "65536\n")
            .File("/proc/sys/net/netfilter/nf_conntrack_count", $"{count}\n")
            .File("/proc/net/stat/nf_conntrack", Stat(0, 0))
            .File(
                "/proc/net/netstat",
                "TcpExt: SyncookiesSent ListenOverflows ListenDrops\nTcpExt: 0 3 3\nIpExt: InNoRoutes\nIpExt: 0\n"
            )
            .Measured(
                new TcpMeasure(
                    new IPEndPoint(IPAddress.Any, 22),
                    new IPEndPoint(IPAddress.Any, 0),
                    IsListening: true,
                    waiting,
                    128,
                    null
                )
            );

    private static string Stat(params int[] dropped) =>
        "entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error  expect_new expect_create expect_delete search_restart\n"
        + string.Concat(
            dropped.Select(d =>
                $"00000001  00000000 00000000 00000000 00000003 00000000 00000000 00000007 00000000 00000000 {d:x8} 00000000 00000000  00000000 00000000 00000000 00000000\n"
            )
        );
}
