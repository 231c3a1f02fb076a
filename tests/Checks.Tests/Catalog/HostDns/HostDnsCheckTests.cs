using System.Net;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.HostDns;

public sealed class HostDnsCheckTests
{
    private const string Check = "host.dns";
    private const string Client = "host.dns/client_name";
    private const string Gssapi = "host.dns/gssapi";

    [Fact]
    public async Task A_default_sshd_looks_nothing_up_and_neither_does_the_check()
    {
        var host = Host();
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(Outcome.Pass, judged.Of(Client).Outcome);
        Assert.Equal(Outcome.NotApplicable, judged.Of(Gssapi).Outcome);
        Assert.DoesNotContain(host.Asked, asked => asked is LookUp);
        Assert.Equal("192.0.2.53 192.0.2.54", judged.Fact("dns/nameservers"));
        Assert.Equal("files dns", judged.Fact("dns/services"));
    }

    [Theory]
    [InlineData(LookUpOutcome.Found, 20, Outcome.Pass)]
    [InlineData(LookUpOutcome.NotFound, 999, Outcome.Pass)]
    [InlineData(LookUpOutcome.NotFound, 1000, Outcome.Warn)]
    [InlineData(LookUpOutcome.Found, 5000, Outcome.Fail)]
    [InlineData(LookUpOutcome.Failed, 30, Outcome.Fail)]
    [InlineData(LookUpOutcome.TimedOut, 8000, Outcome.Fail)]
    public async Task With_UseDNS_every_login_waits_for_the_resolver(
        LookUpOutcome answer,
        double milliseconds,
        Outcome expected
    )
    {
        var host = Host("UseDNS yes").Name("203.0.113.5", answer, milliseconds, "a.example.com");
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(expected, judged.Of(Client).Outcome);
        Assert.Equal(expected != Outcome.Pass, !judged.Of(Client).Remedy.IsEmpty);
    }

    [Fact]
    public async Task The_name_of_a_connected_client_is_looked_up_else_of_the_gateway()
    {
        var host = Host("UseDNS yes");
        await new JudgedTogether(host, Check).RunAsync();
        Assert.Equal("203.0.113.5", Assert.Single(host.Asked.OfType<LookUp>()).Name);

        host.NothingMeasured();
        await new JudgedTogether(host, Check).RunAsync();
        Assert.Equal("192.0.2.1", host.Asked.OfType<LookUp>().Last().Name);
    }

    [Theory]
    [InlineData("sshd: .example.com", "hosts_access")]
    [InlineData("sshd: 10.0.0.0/8 EXCEPT db.example.com", "hosts_access")]
    [InlineData("ALL: PARANOID", "hosts_access")]
    [InlineData("sshd: 10.0.0.0/255.0.0.0 192.168. [2001:db8::]/32 /etc/hosts.ours", "nobody")]
    [InlineData("ftpd: .example.com", "nobody")]
    [InlineData("ALL: ALL", "nobody")]
    public async Task Names_in_hosts_allow_need_a_resolver_and_addresses_none(
        string line,
        string askedBy
    )
    {
        var host = Host().File("/etc/hosts.allow", line + "\n");
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(askedBy, judged.Fact("dns/client_names_asked_by"));
    }

    [Fact]
    public async Task An_sshd_without_libwrap_does_not_wait_for_names_in_hosts_allow()
    {
        var host = Host()
            .File("/etc/hosts.allow", "sshd: .example.com\n")
            .Name("203.0.113.5", LookUpOutcome.TimedOut, 8000);
        var judged = await new JudgedTogether(host, Check, "firewall.hosts_deny").RunAsync();
        Assert.Equal(Outcome.Pass, judged.Of(Client).Outcome);

        host.Bytes("/usr/sbin/sshd", "\u007fELF libwrap.so.0"u8.ToArray());
        await judged.RunAsync();
        Assert.Equal(Outcome.Fail, judged.Of(Client).Outcome);
    }

    [Fact]
    public async Task Kerberos_waits_for_the_hosts_own_name()
    {
        var host = Host("GSSAPIAuthentication yes").Name("web-12", LookUpOutcome.TimedOut, 8000);
        var judged = await new JudgedTogether(host, Check).RunAsync();

        Assert.Equal(Outcome.Fail, judged.Of(Gssapi).Outcome);
        Assert.Contains(
            "ssh -o GSSAPIAuthentication=no",
            string.Join('\n', judged.Of(Gssapi).Remedy)
        );
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_is_unknown()
    {
        var judged = await new JudgedTogether(Host().Denied(SshHosts.Main), Check).RunAsync();

        Assert.Equal(Outcome.Unknown, judged.Of(Client).Outcome);
        Assert.Equal(Outcome.Unknown, judged.Of(Gssapi).Outcome);
    }

    [Fact]
    public void Only_three_name_servers_are_asked() =>
        Assert.Equal(
            ["1.1.1.1", "2.2.2.2", "3.3.3.3"],
            ResolvConf
                .Parse(
                    "# x\nnameserver 1.1.1.1\n nameserver\t2.2.2.2\nnameserver 3.3.3.3 # no\nnameserver 4.4.4.4\nnameserver\noptions a b\noptions c\n"
                )
                .NameServers
        );

    private static FakeHost Host(string line = "") =>
        SshHosts
            .Debian()
            .File(SshHosts.Main, $"{line}\n{SshHosts.DebianConfig}")
            .File(
                "/etc/resolv.conf",
                "search example.com\nnameserver 192.0.2.53\nnameserver 192.0.2.54\noptions timeout:1\n"
            )
            .File("/etc/nsswitch.conf", "passwd: files\nhosts: files [NOTFOUND=continue] dns\n")
            .File("/proc/sys/kernel/hostname", "web-12\n")
            .File(
                "/proc/net/route",
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
                    + "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
            )
            .Measured(
                new TcpMeasure(
                    IPEndPoint.Parse("192.0.2.2:22"),
                    IPEndPoint.Parse("203.0.113.5:50123"),
                    IsListening: false,
                    0,
                    0,
                    null
                )
            );
}
