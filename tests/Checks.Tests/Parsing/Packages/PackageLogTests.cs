using Fleet.Checks.Parsing.Packages;

namespace Fleet.Checks.Tests.Parsing.Packages;

public sealed class PackageLogTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById(
        "Europe/Berlin"
    );

    [Fact]
    public void What_dpkg_did_is_read_in_the_hosts_own_time()
    {
        const string log = """
            2026-11-22 14:05:10 startup archives unpack
            2026-11-22 14:05:11 upgrade openssh-server:amd64 1:9.2p1-2+deb12u2 1:9.2p1-2+deb12u3
            2026-11-22 14:05:11 status half-configured openssh-server:amd64 1:9.2p1-2+deb12u2
            2026-11-22 14:05:12 configure openssh-server:amd64 1:9.2p1-2+deb12u3 <none>
            2026-11-22 14:05:13 conffile /etc/ssh/sshd_config install
            2026-11-22 14:06:00 install site-ssh-config:all <none> 1.0
            2026-11-22 14:06:30 upgrade site-ssh-config:all 1.1 1.0
            2026-11-22 14:06:40 upgrade site-ssh-config:all 1.0 1.0
            2026-11-22 14:07:00 remove telnetd:amd64 0.17-42 <none>
            """;

        Assert.Equal(
            [
                "openssh-server 2026-11-22T13:05:11Z upgrade 1:9.2p1-2+deb12u2 1:9.2p1-2+deb12u3",
                "site-ssh-config 2026-11-22T13:06:00Z install - 1.0",
                "site-ssh-config 2026-11-22T13:06:30Z downgrade 1.1 1.0",
                "site-ssh-config 2026-11-22T13:06:40Z reinstall 1.0 1.0",
                "telnetd 2026-11-22T13:07:00Z remove 0.17-42 -",
            ],
            DpkgLog.Read(log, Berlin).Select(one => $"{one.Package} {one.Text}")
        );
    }

    [Fact]
    public void What_dnf_did_is_read_with_the_build_before()
    {
        const string log = """
            2026-11-22T13:05:00+0000 INFO --- logging initialized ---
            2026-11-22T14:05:11+0100 SUBDEBUG Upgrade: openssh-server-8.7p1-38.el9_4.1.x86_64
            2026-11-22T14:05:12+0100 SUBDEBUG Installed: xz-libs-5.2.5-8.el9_0.x86_64
            2026-11-22T14:05:13+0100 SUBDEBUG Upgraded: openssh-server-8.7p1-34.el9.x86_64
            2026-11-22T14:05:14+0100 SUBDEBUG Erase: telnet-0.17-85.el9.x86_64
            """;

        Assert.Equal(
            [
                "openssh-server 2026-11-22T13:05:11Z upgrade 8.7p1-34.el9 8.7p1-38.el9_4.1",
                "xz-libs 2026-11-22T13:05:12Z install - 5.2.5-8.el9_0",
                "telnet 2026-11-22T13:05:14Z remove 0.17-85.el9 -",
            ],
            DnfLog.Read(log).Select(one => $"{one.Package} {one.Text}")
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("upgrade 1.0 1.1")]
    [InlineData("yesterday upgrade 1.0 1.1")]
    [InlineData("2026-11-22T13:05:11Z upgrade 1.0 1.1 1.2")]
    public void What_is_no_event_reads_as_none(string text) =>
        Assert.Null(PackageEvent.Read("x", text));

    [Fact]
    public void An_event_is_read_back_from_its_text()
    {
        var told = new PackageEvent(
            new(2026, 11, 22, 13, 5, 11, TimeSpan.Zero),
            "site-ssh-config",
            "install",
            "",
            "1.0"
        );

        Assert.Equal(told, PackageEvent.Read("site-ssh-config", told.Text));
    }
}
