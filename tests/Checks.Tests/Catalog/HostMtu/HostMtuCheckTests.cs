using System.Net;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.FirewallInput;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.HostMtu;

public sealed class HostMtuCheckTests
{
    private const string Check = "host.mtu";
    private const string Path = "host.mtu/path";
    private const string TooBig = "host.mtu/too_big";
    private static readonly string[] WithFirewall = [Check, "host.reach", "firewall.input"];
    private static readonly TcpFlow Well = new(0, 0, 1448, 1448, 1500, 0, 3000, TimeSpan.Zero);

    /// <summary>Behind a router that drops large packets and says nothing: banner and proposal arrived, the key exchange's answer is in flight.</summary>
    private static readonly TcpFlow Hanging = new(
        5,
        2,
        1448,
        1448,
        1500,
        5,
        1121,
        TimeSpan.FromSeconds(6)
    );

    [Fact]
    public async Task A_host_whose_packets_arrive_passes_every_rule()
    {
        var host = Host("").Measured(Connection(Well, 0)).NarrowPath("203.0.113.9", 1400);
        var judged = await new JudgedTogether(host, WithFirewall).RunAsync();

        Assert.Empty(judged.Wrong(Check));
        Assert.Equal("1500", judged.Fact("mtu/device/eth0"));
        Assert.Equal("0", judged.Fact("mtu/probing"));
        Assert.Equal("1400", judged.Fact("mtu/path/203.0.113.9"));
    }

    [Fact]
    public async Task A_full_segment_that_is_sent_in_vain_while_small_ones_arrived_is_a_black_hole()
    {
        var host = Host("").Measured(Connection(Hanging, 1800));
        var judged = await new JudgedTogether(host, Check).RunAsync();

        var finding = judged.Of(Path);
        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Contains("on the way to 203.0.113.5: segments of 1448 bytes", finding.Summary);
        Assert.Contains(
            finding.Remedy,
            line => line.StartsWith("tracepath -n 203.0.113.5", StringComparison.Ordinal)
        );
    }

    public static TheoryData<string, TcpFlow, uint> Otherwise { get; } =
        new()
        {
            { "lost a few times only", Hanging with { Retransmits = 3 }, 1800 },
            { "a small segment: the client is gone", Hanging with { InFlight = 1 }, 36 },
            { "nothing is in flight", Hanging with { InFlight = 0 }, 1800 },
            { "full segments arrived before", Hanging with { Acknowledged = 5_000_000 }, 1800 },
            { "nothing ever arrived", Hanging with { Acknowledged = 0 }, 1800 },
            { "already small", Hanging with { SegmentSize = 1000 }, 1800 },
        };

    [Theory]
    [MemberData(nameof(Otherwise))]
    public async Task Other_losses_are_no_black_hole(string why, TcpFlow flow, uint unsent)
    {
        var host = Host("").Measured(Connection(flow, unsent));
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.True(judged.Of(Path).Outcome == Outcome.Pass, why);
    }

    [Theory]
    [InlineData("1", Outcome.Warn)]
    [InlineData("2", Outcome.Pass)]
    [InlineData("0", Outcome.Pass)]
    public async Task A_connection_that_probing_made_small_shows_the_narrow_path(
        string probing,
        Outcome expected
    )
    {
        var flow = Well with { SegmentSize = 1024, TotalRetransmits = 4 };
        var host = Host("")
            .File("/proc/sys/net/ipv4/tcp_mtu_probing", probing + "\n")
            .Measured(Connection(flow, 0));
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(expected, judged.Of(Path).Outcome);
    }

    [Theory]
    [InlineData("ct state established,related accept", Outcome.Pass)]
    [InlineData("ct state established accept", Outcome.Warn)]
    [InlineData("ct state established accept\n ip protocol icmp accept", Outcome.Pass)]
    [InlineData("ct state established accept\n icmp type echo-request accept", Outcome.Warn)]
    [InlineData(
        "ct state established accept\n icmp type destination-unreachable accept",
        Outcome.Pass
    )]
    public async Task A_ruleset_that_forgets_related_packets_makes_black_holes(
        string rules,
        Outcome expected
    )
    {
        var host = Host(
            $"table ip filter {{\n chain input {{\n type filter hook input priority filter; policy drop;\n {rules}\n tcp dport 22 accept\n }}\n}}\n"
        );
        var judged = await new JudgedTogether(host, WithFirewall).RunAsync();

        Assert.Equal(expected, judged.Of(TooBig, "ipv4").Outcome);
        Assert.Equal(Outcome.Pass, judged.Of(TooBig, "ipv6").Outcome);

        host.File("/proc/sys/net/ipv4/tcp_mtu_probing", "1\n");
        await judged.RunAsync();
        Assert.Equal(Outcome.Pass, judged.Of(TooBig, "ipv4").Outcome);
    }

    [Fact]
    public async Task IPv6_has_a_message_of_its_own()
    {
        var host = Host(
            "table inet filter {\n chain input {\n type filter hook input priority filter; policy accept;\n icmpv6 type packet-too-big drop\n }\n}\n"
        );
        var judged = await new JudgedTogether(host, WithFirewall).RunAsync();

        Assert.Equal(Outcome.Pass, judged.Of(TooBig, "ipv4").Outcome);
        Assert.Equal(Outcome.Warn, judged.Of(TooBig, "ipv6").Outcome);
        Assert.Contains("inet filter input", judged.Of(TooBig, "ipv6").Summary);
    }

    [Fact]
    public async Task Rules_that_only_root_may_list_are_unknown()
    {
        var host = Host("").Denied(Capability.RunCommand);
        var judged = await new JudgedTogether(host, WithFirewall).RunAsync();

        Assert.Equal(Outcome.Unknown, judged.Of(TooBig).Outcome);
    }

    [Fact]
    public async Task An_interface_below_1280_bytes_has_no_IPv6()
    {
        var host = Host("").File("/sys/class/net/eth0/mtu", "1200\n");
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(Outcome.Warn, judged.Of("host.mtu/interface").Outcome);
        Assert.Equal(
            "eth0 takes 1200 bytes: too narrow for IPv6, which needs 1280 bytes",
            judged.Of("host.mtu/interface").Summary
        );
    }

    private static FakeHost Host(string ruleset) =>
        FirewallHosts
            .Debian(ruleset)
            .Address("127.0.0.1", 8, "lo")
            .Address("192.0.2.2")
            .Address("fd00::2", 64)
            .File("/sys/class/net/eth0/mtu", "1500\n")
            .File("/proc/sys/net/ipv4/tcp_mtu_probing", "0\n");

    private static TcpMeasure Connection(TcpFlow flow, uint unsent) =>
        new(
            IPEndPoint.Parse("192.0.2.2:22"),
            IPEndPoint.Parse("203.0.113.5:50123"),
            IsListening: false,
            0,
            unsent,
            flow
        );
}
