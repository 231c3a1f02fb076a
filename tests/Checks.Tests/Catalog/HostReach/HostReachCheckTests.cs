using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.HostReach;

public sealed class HostReachCheckTests
{
    private const string Check = "host.reach";
    private const string Gateway = "host.reach/gateway";
    private const string Name = "host.reach/own_name";
    private static readonly string[] WithSshd = [Check, "ssh.config", "ssh.listener"];

    [Fact]
    public async Task A_well_connected_host_passes_every_rule()
    {
        var judged = await new JudgedTogether(Host(), WithSshd).RunAsync();

        Assert.Empty(judged.Wrong(Check));
        Assert.Equal("eth0 192.0.2.0/24", judged.Fact("address/192.0.2.2"));
        Assert.Equal("eth0 2001:db8::/64", judged.Fact("address/2001:db8::2"));
        Assert.Equal("via 192.0.2.1 dev eth0", judged.Fact("route/default/ipv4"));
        Assert.Equal("via fe80::1 dev eth0", judged.Fact("route/default/ipv6"));
        Assert.Equal("answers", judged.Fact("gateway/192.0.2.1"));
        Assert.Equal("web-12.example.com", judged.Fact("name/reverse/192.0.2.2"));
    }

    [Fact]
    public async Task Temporary_link_local_and_loopback_addresses_are_no_facts()
    {
        var host = Host()
            .Address("127.0.0.1", 8, "lo")
            .Address("fe80::5", 64)
            .Address("2001:db8::ffff", 64, "eth0", HostAddressState.Passing);
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(
            ["address/192.0.2.2", "address/2001:db8::2"],
            judged
                .Observed[Check]
                .Facts.Select(f => f.Key)
                .Where(k => k.StartsWith("address/", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_gateway_that_was_heard_of_is_not_asked()
    {
        var host = Host();
        await new JudgedTogether(host, Check).RunAsync();

        Assert.DoesNotContain(host.Asked, asked => asked is AskGateway);
    }

    [Theory]
    [InlineData(NeighbourState.Stale, GatewayWord.Echo, Outcome.Pass)]
    [InlineData(NeighbourState.Stale, GatewayWord.Tcp, Outcome.Pass)]
    [InlineData(NeighbourState.Stale, GatewayWord.Nothing, Outcome.Unknown)]
    [InlineData(NeighbourState.Failed, GatewayWord.Echo, Outcome.Pass)]
    [InlineData(NeighbourState.Failed, GatewayWord.Nothing, Outcome.Fail)]
    [InlineData(NeighbourState.Incomplete, GatewayWord.Unreachable, Outcome.Fail)]
    [InlineData(NeighbourState.Unspecified, GatewayWord.Unreachable, Outcome.Fail)]
    public async Task A_gateway_that_is_not_certain_is_asked(
        NeighbourState state,
        GatewayWord word,
        Outcome expected
    )
    {
        var host = Host()
            .Neighbours(new Neighbour("192.0.2.1", 2, state), Router6)
            .Gateway("192.0.2.1", word);
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(expected, judged.Of(Gateway, "192.0.2.1").Outcome);
        Assert.Equal(Outcome.Pass, judged.Of(Gateway, "fe80::1").Outcome);
    }

    [Fact]
    public async Task Where_the_owner_forbids_connections_the_gateway_is_unknown()
    {
        var host = Host()
            .Neighbours(new Neighbour("192.0.2.1", 2, NeighbourState.Stale))
            .Denied(Capability.ConnectToOthers);
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(Outcome.Unknown, judged.Of(Gateway).Outcome);
    }

    [Fact]
    public async Task Without_a_default_route_only_neighbours_get_an_answer()
    {
        var host = Host().File("/proc/net/route", Header).File("/proc/net/ipv6_route", "");
        var judged = await new JudgedTogether(host, Check).RunAsync();

        var finding = judged.Of("host.reach/default_route");
        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Contains("192.0.2.0/24 2001:db8::/64", finding.Summary);
        Assert.Equal(Outcome.NotApplicable, judged.Of(Gateway).Outcome);
    }

    [Fact]
    public async Task A_host_without_an_address_is_cut_off()
    {
        var judged = await new JudgedTogether(Host().NoAddresses(), Check).RunAsync();

        Assert.Equal(Outcome.Fail, judged.Of("host.reach/default_route").Outcome);
    }

    [Fact]
    public async Task A_route_that_refuses_is_no_default_route()
    {
        var host = Host()
            .File(
                "/proc/net/route",
                Header + "*\t00000000\t00000000\t0200\t0\t0\t0\t00000000\t0\t0\t0\n"
            )
            .File("/proc/net/ipv6_route", "");
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Null(judged.Fact("route/default/ipv4"));
    }

    [Fact]
    public async Task A_name_without_an_address_a_wrong_one_and_a_dead_resolver_are_three_things()
    {
        var host = Host().Name("web-12", LookUpOutcome.NotFound, 1);
        var judged = await new JudgedTogether(host, Check).RunAsync();
        Assert.Equal(Outcome.Warn, judged.Of(Name).Outcome);
        Assert.Equal(["echo '127.0.1.1 web-12' >> /etc/hosts"], judged.Of(Name).Remedy);

        host.Name("web-12", "203.0.113.9");
        await judged.RunAsync();
        Assert.Equal(Outcome.Warn, judged.Of(Name).Outcome);
        Assert.Contains("which is not this host", judged.Of(Name).Summary);

        host.Name("web-12", LookUpOutcome.TimedOut, 3000);
        await judged.RunAsync();
        Assert.Equal(Outcome.Unknown, judged.Of(Name).Outcome);

        host.Name("web-12", "127.0.1.1");
        await judged.RunAsync();
        Assert.Equal(Outcome.Pass, judged.Of(Name).Outcome);
    }

    [Fact]
    public async Task A_name_that_does_not_lead_back_is_not_believed()
    {
        var host = Host().Name("web-12.example.com", "203.0.113.9");
        var judged = await new JudgedTogether(host, Check).RunAsync();
        Assert.Equal(Outcome.Warn, judged.Of("host.reach/reverse_name", "192.0.2.2").Outcome);

        host.Name("192.0.2.2", LookUpOutcome.NotFound, 1);
        await judged.RunAsync();
        Assert.Equal(Outcome.NotApplicable, judged.Of("host.reach/reverse_name").Outcome);
    }

    [Fact]
    public async Task A_name_that_leads_to_IPv6_too_is_no_good_where_sshd_listens_on_IPv4_alone()
    {
        var host = Host()
            .Sockets(SshHosts.Tcp("00000000:0016", 100), "", true, (100, SshHosts.Daemon()));
        var judged = await new JudgedTogether(host, WithSshd).RunAsync();

        var finding = judged.Of("host.reach/families");
        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Contains("web-12 leads to 2001:db8::2 too", finding.Summary);
    }

    [Fact]
    public async Task An_address_that_sshd_is_configured_for_must_be_on_the_host()
    {
        var host = Host()
            .Command(
                HostCommand.SshdEffectiveConfig,
                SshHosts.PrintedBy(SshHosts.Debian12T, "listenaddress 192.0.2.7:22")
            );
        var judged = await new JudgedTogether(host, WithSshd).RunAsync();
        var finding = judged.Of("host.reach/listen_address");
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.StartsWith("sshd is configured for 192.0.2.7:22", finding.Summary);

        host.File("/proc/sys/net/ipv4/ip_nonlocal_bind", "1\n");
        await judged.RunAsync();
        Assert.Equal(Outcome.Pass, judged.Of("host.reach/listen_address").Outcome);
    }

    private const string Header =
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

    private static Neighbour Router6 { get; } = new("fe80::1", 2, NeighbourState.Reachable);

    private static FakeHost Host() =>
        SshHosts
            .Debian()
            .Address("192.0.2.2")
            .Address("2001:db8::2", 64)
            .Neighbours(new Neighbour("192.0.2.1", 2, NeighbourState.Reachable), Router6)
            .File(
                "/proc/net/route",
                Header
                    + "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
                    + "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
            )
            .File(
                "/proc/net/ipv6_route",
                "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000002 00000000 00000003     eth0\n"
                    + "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n"
            )
            .File("/proc/sys/net/ipv4/ip_nonlocal_bind", "0\n")
            .File("/proc/sys/kernel/hostname", "web-12\n")
            .Name("web-12", "192.0.2.2", "2001:db8::2")
            .Name("web-12.example.com", "192.0.2.2")
            .Name("192.0.2.2", "web-12.example.com");
}
