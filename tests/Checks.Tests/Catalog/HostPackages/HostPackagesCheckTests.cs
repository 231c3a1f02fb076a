using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.HostPackages;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.HostPackages;

public sealed class HostPackagesCheckTests
{
    private const string Debian = "ID=debian\nVERSION_ID=\"12\"\n";
    private const string Ubuntu = "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\n";
    private const string Mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=\"22\"\n";
    private const string RedHat = "ID=\"rhel\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"9.4\"\n";
    private const string Rocky =
        "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.3\"\n";
    private const string Alma =
        "ID=\"almalinux\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\"\n";
    private const string Suse =
        "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\nVERSION_ID=\"15.6\"\n";

    [Theory]
    [InlineData(Debian, "1:9.2p1-2+deb12u7")]
    [InlineData(Debian, "1:10.0p1-7")]
    [InlineData(Ubuntu, "1:9.6p1-3ubuntu13.14")]
    [InlineData(Ubuntu, "1:8.9p1-3ubuntu0.13")]
    [InlineData(Ubuntu, "1:8.2p1-4ubuntu0.13")]
    [InlineData(Mint, "1:9.6p1-3ubuntu13.14")]
    public async Task A_patched_host_with_dpkg_gives_passes_only(string release, string version)
    {
        var judged = await RunAsync(WithDpkg(release, version));

        Assert.All(judged.Findings, finding => Assert.Equal(Outcome.Pass, finding.Outcome));
        Assert.Equal(7, judged.Findings.Length);
        Assert.Equal(version, judged.Fact("package/openssh-server"));
        Assert.Equal("no", judged.Fact("restart_pending/sshd"));
    }

    [Theory]
    [InlineData(RedHat, "8.7p1-45.el9")]
    [InlineData(Rocky, "8.7p1-46.el9_6.1")]
    [InlineData(RedHat, "10.0p1-3.el11")]
    public async Task A_patched_host_with_rpm_gives_passes_only(string release, string version)
    {
        var judged = await RunAsync(WithRpm(release, version));

        Assert.All(judged.Findings, finding => Assert.Equal(Outcome.Pass, finding.Outcome));
        Assert.Equal(version, judged.Fact("package/openssh-server"));
        Assert.Equal("5.2.5-8.el9_0", judged.Fact("package/liblzma"));
    }

    [Theory]
    [InlineData(Debian, "1:9.2p1-2+deb12u2", "CVE-2024-6387", Outcome.Fail)]
    [InlineData(Debian, "1:9.2p1-2+deb12u3", "CVE-2024-6387", Outcome.Pass)]
    [InlineData(Debian, "1:8.4p1-5+deb11u3", "CVE-2024-6387", Outcome.Pass)]
    [InlineData(Debian, "1:9.2p1-2", "CVE-2023-48795", Outcome.Warn)]
    [InlineData(Debian, "1:9.2p1-2+deb12u4", "CVE-2025-26465", Outcome.Warn)]
    [InlineData(Debian, "1:9.2p1-2+deb12u4", "CVE-2025-26466", Outcome.Pass)]
    [InlineData(Ubuntu, "1:9.6p1-3ubuntu13", "CVE-2024-6387", Outcome.Fail)]
    [InlineData(Ubuntu, "1:9.6p1-3ubuntu13.7", "CVE-2025-26466", Outcome.Warn)]
    [InlineData(Ubuntu, "1:8.9p1-3ubuntu0.10", "CVE-2024-6387", Outcome.Pass)]
    [InlineData(Ubuntu, "1:8.9p1-3", "CVE-2023-38408", Outcome.Warn)]
    [InlineData(Ubuntu, "1:9.3p1-1ubuntu3", "CVE-2024-6387", Outcome.Unknown)]
    public async Task A_version_is_judged_by_the_distributions_own_build(
        string release,
        string version,
        string advisory,
        Outcome outcome
    )
    {
        var judged = await RunAsync(WithDpkg(release, version));

        Assert.Equal(outcome, judged.Finding("host.packages/advisories", advisory).Outcome);
    }

    [Theory]
    [InlineData(RedHat, "8.7p1-38.el9_4.1", Outcome.Pass)]
    [InlineData(RedHat, "8.7p1-34.el9", Outcome.Fail)]
    [InlineData(RedHat, "8.7p1-38.el9", Outcome.Fail)]
    [InlineData(RedHat, "8.7p1-30.el9_2.4", Outcome.Pass)]
    [InlineData(RedHat, "8.7p1-30.el9_2.2", Outcome.Fail)]
    [InlineData(Rocky, "8.7p1-34.el9_3.3", Outcome.Unknown)]
    [InlineData(Alma, "8.7p1-38.el9.alma.2", Outcome.Unknown)]
    [InlineData(RedHat, "8.0p1-19.el8_9.2", Outcome.Pass)]
    [InlineData(Suse, "9.6p1-150600.6.9.1", Outcome.Unknown)]
    public async Task Red_hats_builds_stand_side_by_side(
        string release,
        string version,
        Outcome outcome
    )
    {
        var judged = await RunAsync(WithRpm(release, version));

        Assert.Equal(outcome, judged.Finding("host.packages/advisories", "CVE-2024-6387").Outcome);
    }

    [Fact]
    public async Task What_is_open_says_what_to_do()
    {
        var finding = (await RunAsync(WithDpkg(Debian, "1:9.2p1-2+deb12u2"))).Finding(
            "host.packages/advisories",
            "CVE-2024-6387"
        );

        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal(
            "CVE-2024-6387 is open in 1:9.2p1-2+deb12u2: anybody who reaches sshd can become root by winning a race (regreSSHion)",
            finding.Summary
        );
        Assert.Equal(
            "apt-get update && apt-get install --only-upgrade openssh-server openssh-client",
            finding.Remedy[0]
        );
    }

    [Theory]
    [InlineData("5.6.1-1", Outcome.Fail)]
    [InlineData("5.6.1+really5.4.5-1", Outcome.Pass)]
    [InlineData("5.4.1-1", Outcome.Pass)]
    public async Task The_back_door_of_liblzma_is_known_by_its_releases(
        string version,
        Outcome outcome
    )
    {
        var judged = await RunAsync(WithDpkg(Debian, "1:9.7p1-4", version));

        Assert.Equal(outcome, judged.Finding("host.packages/advisories", "CVE-2024-3094").Outcome);
    }

    [Fact]
    public async Task An_sshd_of_no_package_is_judged_by_its_release_and_only_upstreams_fix_counts()
    {
        var host = SshHosts
            .Debian()
            .File($"/proc/{SshHosts.Listener}/maps", "")
            .Command(
                HostCommand.SshdVersion,
                "",
                error: "OpenSSH_9.7p1, OpenSSL 3.0.17 1 Jul 2025\n"
            );
        var judged = await new JudgedTogether(host, "ssh.service", "host.packages").RunAsync();

        Assert.Equal(
            Outcome.Unknown,
            judged.Of("host.packages/advisories", "CVE-2024-6387").Outcome
        );
        Assert.Equal(Outcome.Pass, judged.Of("host.packages/advisories", "CVE-2023-48795").Outcome);
        Assert.DoesNotContain(judged.Findings, f => f.Subject == "CVE-2024-3094");
    }

    [Fact]
    public async Task A_database_that_did_not_change_is_not_read_again()
    {
        var host = WithRpm(RedHat, "8.7p1-45.el9");
        var judged = await RunAsync(host);
        host.Asked.Clear();
        await judged.RunAsync();

        Assert.Empty(host.Asked.OfType<RunCommand>());
        Assert.Equal("8.7p1-45.el9", judged.Fact("package/openssh-server"));

        host.Command(HostCommand.RpmQuery, RpmSays("8.7p1-46.el9"))
            .File("/var/lib/rpm/rpmdb.sqlite", "new", modified: SshHosts.Started);
        await judged.RunAsync();
        Assert.Equal("8.7p1-46.el9", judged.Fact("package/openssh-server"));
    }

    [Fact]
    public async Task A_replaced_program_waits_for_a_restart()
    {
        var host = WithDpkg(Debian, "1:9.2p1-2+deb12u7").NoProcesses();
        host.Process(SshHosts.Daemon() with { Executable = "/usr/sbin/sshd (deleted)" });

        var finding = (await RunAsync(host)).Finding("host.packages/restart");

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.StartsWith("sshd was upgraded and not restarted", finding.Summary);
        Assert.Equal(["restart_pending/sshd"], finding.Keys);
    }

    [Fact]
    public async Task A_replaced_library_waits_for_a_restart()
    {
        var host = WithDpkg(Debian, "1:9.2p1-2+deb12u7")
            .File(
                $"/proc/{SshHosts.Listener}/maps",
                """
                7f0000000000-7f0000100000 r--p 00000000 fe:01 1234                       /usr/lib/x86_64-linux-gnu/libcrypto.so.3 (deleted)
                7f0000100000-7f0000200000 r-xp 00100000 fe:01 1234                       /usr/lib/x86_64-linux-gnu/libcrypto.so.3 (deleted)
                7f0000200000-7f0000300000 rw-s 00000000 00:01 5                          /dev/zero (deleted)
                7f0000300000-7f0000400000 r--p 00000000 fe:01 99                         /usr/lib/x86_64-linux-gnu/libc.so.6

                """
            );
        var judged = await RunAsync(host);

        Assert.Equal("libraries replaced: libcrypto.so.3", judged.Fact("restart_pending/sshd"));
        Assert.Equal(Outcome.Warn, judged.Finding("host.packages/restart").Outcome);
    }

    [Fact]
    public async Task Systemds_socket_starts_what_is_installed()
    {
        var judged = await RunAsync(WithDpkg(Ubuntu, "1:9.6p1-3ubuntu13.14").NoProcesses());

        Assert.Equal(Outcome.NotApplicable, judged.Finding("host.packages/restart").Outcome);
    }

    [Fact]
    public async Task A_user_who_may_not_look_at_the_daemon_knows_nothing_of_it()
    {
        var host = WithDpkg(Debian, "1:9.2p1-2+deb12u7").NoProcesses();
        host.Process(SshHosts.Daemon() with { Executable = null });

        Assert.Equal(
            Outcome.Unknown,
            (await RunAsync(host)).Finding("host.packages/restart").Outcome
        );
    }

    private static Task<Judged> RunAsync(FakeHost host) =>
        new Judged(host, new HostPackagesCheck()).RunAsync();

    private static FakeHost Host(string release) =>
        new FakeHost()
            .SshdInstalled()
            .File("/etc/os-release", release)
            .Process(SshHosts.Daemon())
            .File(
                $"/proc/{SshHosts.Listener}/maps",
                "55d000000000-55d000001000 r--p 00000000 fe:01 7 /usr/sbin/sshd\n"
            );

    private static FakeHost WithDpkg(string release, string version, string xz = "5.4.1-1") =>
        Host(release)
            .File(
                "/var/lib/dpkg/status",
                $"""
                Package: liblzma5
                Status: install ok installed
                Architecture: amd64
                Multi-Arch: same
                Source: xz-utils
                Version: {xz}

                Package: openssh-server
                Status: install ok installed
                Priority: optional
                Section: net
                Source: openssh
                Version: {version}
                Description: secure shell (SSH) server

                """
            );

    private static string RpmSays(string version) =>
        $"openssh-server {version}\nopenssh {version}\nxz-libs 5.2.5-8.el9_0\npackage liblzma5 is not installed\n";

    private static FakeHost WithRpm(string release, string version) =>
        Host(release)
            .File("/var/lib/rpm/rpmdb.sqlite", "")
            .Command(HostCommand.RpmQuery, RpmSays(version), exitCode: 1);
}
