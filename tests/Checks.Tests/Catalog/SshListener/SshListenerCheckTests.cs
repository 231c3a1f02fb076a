using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshListener;

public sealed class SshListenerCheckTests
{
    [Fact]
    public async Task Debian_as_shipped_listens_on_both_families()
    {
        var seen = await Examined.RunAsync(SshHosts.Debian());

        Assert.Equal("sshd", seen.Read("listen/tcp/0.0.0.0:22").Value);
        Assert.Equal("sshd", seen.Read("listen/tcp/[::]:22").Value);
        Assert.Equal(Outcome.Pass, seen.Of("ssh.listener/reachable").Outcome);
        Assert.Equal(Outcome.Pass, seen.Of("ssh.listener/loopback_only").Outcome);
        Assert.Equal(Outcome.Pass, seen.Of("ssh.listener/port_mismatch").Outcome);
    }

    [Fact]
    public async Task A_dual_stack_socket_of_systemd_serves_every_family()
    {
        var seen = await Examined.RunAsync(SshHosts.Ubuntu());

        Assert.Equal("systemd", seen.Read("listen/tcp/[::]:22").Value);
        Assert.Equal(Outcome.Pass, seen.Of("ssh.listener/port_mismatch").Outcome);
    }

    [Fact]
    public async Task The_first_connection_does_not_change_who_holds_systemd_s_socket()
    {
        var host = SshHosts.Ubuntu();
        var seen = await Examined.RunAsync(host);
        var before = seen.Read("listen/tcp/[::]:22").Value;

        await seen.AgainAsync(
            host.Sockets("", Socket6(22), true, (101, SshHosts.Systemd()), (101, SshHosts.Daemon()))
        );

        Assert.Equal(before, seen.Read("listen/tcp/[::]:22").Value);
    }

    [Fact]
    public async Task A_port_that_only_the_configuration_knows_is_a_finding_with_systemd_s_remedy()
    {
        var host = SshHosts
            .Ubuntu()
            .Command(
                HostCommand.SshdEffectiveConfig,
                Printed("port 2222", "listenaddress 0.0.0.0:2222")
            );

        var finding = (await Examined.RunAsync(host)).Of("ssh.listener/port_mismatch");

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal(
            "sshd is configured for 0.0.0.0:2222, but systemd's ssh.socket does not listen there",
            finding.Summary
        );
        Assert.Equal(["systemctl daemon-reload && systemctl restart ssh.socket"], finding.Remedy);
    }

    [Fact]
    public async Task Loopback_alone_is_a_finding()
    {
        var host = SshHosts
            .Debian()
            .File("/etc/ssh/sshd_config.d/l.conf", "ListenAddress 127.0.0.1\n")
            .Command(HostCommand.SshdEffectiveConfig, Printed("listenaddress 127.0.0.1:22"))
            .Sockets(SshHosts.Tcp("0100007F:0016", 100), "", true, (100, SshHosts.Daemon()));

        var finding = (await Examined.RunAsync(host)).Of("ssh.listener/loopback_only");

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal("/etc/ssh/sshd_config.d/l.conf:1", finding.Source);
    }

    [Fact]
    public async Task Another_daemon_on_sshd_s_port_is_named()
    {
        var host = SshHosts
            .Debian()
            .Sockets(SshHosts.Tcp("00000000:0016", 100), "", true, (100, SshHosts.Other("nginx")));

        var seen = await Examined.RunAsync(host);

        Assert.Equal("nginx", seen.Read("listen/tcp/0.0.0.0:22").Value);
        Assert.Equal(
            "nobody can connect: nginx holds 0.0.0.0:22, which sshd is configured for",
            seen.Of("ssh.listener/reachable").Summary
        );
    }

    [Fact]
    public async Task Other_daemons_and_forwardings_of_sessions_are_left_out()
    {
        var host = SshHosts
            .Debian()
            .Sockets(
                SshHosts.Tcp([
                    ("00000000:0016", 100),
                    ("0100007F:177A", 102),
                    ("00000000:0050", 103),
                ]),
                "",
                true,
                (100, SshHosts.Daemon()),
                (102, SshHosts.Session()),
                (103, SshHosts.Other("nginx"))
            );

        var facts = (await Examined.RunAsync(host)).Observed["ssh.listener"].Facts;

        Assert.Equal(["listen/tcp/0.0.0.0:22"], facts.Select(f => f.Key));
    }

    [Fact]
    public async Task A_holder_that_cannot_be_seen_is_unknown_not_absent()
    {
        var host = SshHosts.Debian();
        var seen = await Examined.RunAsync(host);

        await seen.AgainAsync(
            host.Sockets(SshHosts.Tcp("00000000:0016", 100), Socket6(22), complete: false)
        );

        Assert.True(seen.Read("listen/tcp/0.0.0.0:22").IsUnknown);
        Assert.Equal("sshd", seen.AllFacts()["listen/tcp/0.0.0.0:22"]);
        Assert.Equal(Outcome.Unknown, seen.Of("ssh.listener/reachable").Outcome);
    }

    [Fact]
    public async Task Nothing_that_listens_is_critical()
    {
        var finding = (await Examined.RunAsync(SshHosts.Debian().Sockets(""))).Of(
            "ssh.listener/reachable"
        );

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal(Severity.Critical, finding.Severity);
    }

    [Fact]
    public async Task A_host_without_IPv6_is_no_mismatch()
    {
        var host = SshHosts
            .Debian()
            .Sockets(SshHosts.Tcp("00000000:0016", 100), "", true, (100, SshHosts.Daemon()));

        Assert.Equal(
            Outcome.Pass,
            (await Examined.RunAsync(host)).Of("ssh.listener/port_mismatch").Outcome
        );
    }

    private static string Socket6(int port) =>
        SshHosts.Tcp6($"00000000000000000000000000000000:{port:X4}", 101);

    private static string Printed(params string[] lines) =>
        SshHosts.PrintedBy(SshHosts.Debian12T, lines);
}
