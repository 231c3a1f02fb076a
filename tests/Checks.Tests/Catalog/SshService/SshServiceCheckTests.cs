using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshService;

public sealed class SshServiceCheckTests
{
    private const string NoPrivilegeSeparation =
        "Missing privilege separation directory: /run/sshd\n";

    [Fact]
    public async Task Debian_as_shipped_is_clean()
    {
        var seen = await Examined.RunAsync(SshHosts.Debian());

        Assert.Equal("yes", seen.Read("sshd/running").Value);
        Assert.Equal("service", seen.Read("sshd/activation").Value);
        Assert.Equal("OpenSSH_9.2p1 Debian-2+deb12u7", seen.Read("sshd/version").Value);
        Assert.Equal("active", seen.Read("unit/ssh.service/active").Value);
        Assert.Equal("enabled", seen.Read("unit/ssh.service/enabled").Value);
        Assert.All(
            seen.Findings.Where(f => f.Rule.StartsWith("ssh.service/", StringComparison.Ordinal)),
            f => Assert.Equal(Outcome.Pass, f.Outcome)
        );
    }

    [Fact]
    public async Task A_stopped_unit_is_one_finding_although_systemd_took_the_directory_that_sshd_needs_away()
    {
        var host = SshHosts.Debian();
        var seen = await Examined.RunAsync(host);
        Stop(host);
        await seen.AgainAsync(host);

        var finding = seen.Of("ssh.service/running");
        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal("nobody can connect: sshd is not running", finding.Summary);
        Assert.Equal(["systemctl start ssh"], finding.Remedy);
        Assert.Equal(Outcome.Pass, seen.Of("ssh.service/config_valid").Outcome);
        Assert.Equal("yes", seen.AllFacts()["sshd/config_valid"]);
        Assert.Equal("service", seen.AllFacts()["sshd/activation"]);
        Assert.DoesNotContain(
            seen.Findings,
            f =>
                f.Outcome == Outcome.Fail
                && f.Rule is not ("ssh.service/running" or "ssh.listener/reachable")
        );
    }

    [Fact]
    public async Task A_start_that_failed_says_what_sshd_stumbled_over_and_where()
    {
        var host = Stop(SshHosts.Debian())
            .Units(SshHosts.Unit("ssh.service", "failed", "enabled", result: "exit-code"))
            .Command(
                HostCommand.SshdTest,
                "",
                exitCode: 255,
                error: "/etc/ssh/sshd_config: line 9: Bad configuration option: PermitRootLogins\n/etc/ssh/sshd_config: terminating, 1 bad configuration options\n"
            );

        var finding = (await Examined.RunAsync(host)).Of("ssh.service/running");

        Assert.Equal(
            "nobody can connect: sshd is not running: /etc/ssh/sshd_config: line 9: Bad configuration option: PermitRootLogins",
            finding.Summary
        );
        Assert.Equal(
            [
                "${EDITOR:-vi} +9 /etc/ssh/sshd_config",
                "sshd -t",
                "systemctl reset-failed ssh",
                "systemctl start ssh",
                "journalctl -u ssh -n 20",
            ],
            finding.Remedy
        );
    }

    [Fact]
    public async Task A_failed_unit_without_a_complaint_says_its_result()
    {
        var host = Stop(SshHosts.Debian())
            .Units(SshHosts.Unit("ssh.service", "failed", "enabled", result: "signal"))
            .Command(HostCommand.SshdTest, "");

        Assert.Equal(
            "nobody can connect: sshd is not running (ssh.service failed: signal)",
            (await Examined.RunAsync(host)).Of("ssh.service/running").Summary
        );
    }

    [Theory]
    [InlineData("sshd: no hostkeys available -- exiting.", "ssh-keygen -A")]
    [InlineData(
        "/run/sshd must be owned by root and not group or world-writable.",
        "install -d -m 755 -o root -g root /run/sshd"
    )]
    public async Task A_complaint_of_a_running_sshd_has_its_remedy(string error, string remedy)
    {
        var host = SshHosts
            .Debian()
            .Command(HostCommand.SshdTest, "", exitCode: 255, error: error + "\n");

        var finding = (await Examined.RunAsync(host)).Of("ssh.service/config_valid");

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Contains(error, finding.Summary, StringComparison.Ordinal);
        Assert.Equal(remedy, finding.Remedy[0]);
    }

    [Fact]
    public async Task Who_may_not_read_host_keys_does_not_call_them_missing()
    {
        var host = SshHosts
            .Debian()
            .NotRoot()
            .Directory("/proc/self", uid: 999)
            .Command(
                HostCommand.SshdTest,
                "",
                exitCode: 1,
                error: "sshd: no hostkeys available -- exiting.\n"
            );

        Assert.Equal(
            Outcome.Unknown,
            (await Examined.RunAsync(host)).Of("ssh.service/config_valid").Outcome
        );
    }

    [Fact]
    public async Task A_unit_that_no_boot_starts_is_a_warning()
    {
        var host = SshHosts
            .Debian()
            .Units(
                SshHosts.Unit("ssh.service", "active", "disabled", SshHosts.Listener),
                SshHosts.Unit("ssh.socket", "inactive", "disabled")
            );

        var finding = (await Examined.RunAsync(host)).Of("ssh.service/enabled");

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal(["systemctl enable ssh"], finding.Remedy);
    }

    [Fact]
    public async Task A_socket_that_waits_is_a_running_sshd()
    {
        var seen = await Examined.RunAsync(SshHosts.Ubuntu());

        Assert.Equal("yes", seen.Read("sshd/running").Value);
        Assert.Equal("socket", seen.Read("sshd/activation").Value);
        Assert.Equal(Outcome.Pass, seen.Of("ssh.service/running").Outcome);
        Assert.Equal(Outcome.Pass, seen.Of("ssh.service/enabled").Outcome);
    }

    [Fact]
    public async Task Without_systemd_the_process_decides()
    {
        var host = SshHosts.Debian().WithoutSystemd();
        var seen = await Examined.RunAsync(host);

        Assert.Equal("yes", seen.Read("sshd/running").Value);
        Assert.Equal("process", seen.Read("sshd/activation").Value);
        Assert.Equal(Outcome.NotApplicable, seen.Of("ssh.service/enabled").Outcome);

        await seen.AgainAsync(host.NoProcesses().Sockets(""));

        Assert.Equal(Outcome.Fail, seen.Of("ssh.service/running").Outcome);
        Assert.Equal("process", seen.Read("sshd/activation").Value);
    }

    [Fact]
    public async Task A_container_s_sshd_does_not_stand_for_the_host_s()
    {
        var foreign = SshHosts.Daemon(5000) with { ParentPid = 4999 };
        var host = Stop(SshHosts.Debian()).Process(foreign);

        Assert.Equal("no", (await Examined.RunAsync(host)).Read("sshd/running").Value);
    }

    [Fact]
    public async Task Processes_that_may_not_be_seen_leave_it_open_whether_sshd_runs()
    {
        var host = SshHosts.Debian().WithoutSystemd().Denied(Capability.InspectProcesses);

        Assert.Equal(
            Outcome.Unknown,
            (await Examined.RunAsync(host)).Of("ssh.service/running").Outcome
        );
    }

    [Fact]
    public async Task Each_command_runs_once_a_check()
    {
        var host = SshHosts.Ubuntu();
        _ = await Examined.RunAsync(host);

        var commands = host
            .Asked.OfType<RunCommand>()
            .GroupBy(asked => asked.Command.Name)
            .ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(1, commands["sshd -t"]);
        Assert.Equal(1, commands["sshd -V"]);
        // Once each for ssh.listener and ssh.config.
        Assert.Equal(2, commands["sshd -T"]);
    }

    private static FakeHost Stop(FakeHost host) =>
        host.NoProcesses()
            .Gone("/run/sshd.pid")
            .Sockets("")
            .Units(
                SshHosts.Unit("ssh.service", "inactive", "enabled"),
                SshHosts.Unit("ssh.socket", "inactive", "disabled")
            )
            .Command(HostCommand.SshdTest, "", exitCode: 255, error: NoPrivilegeSeparation)
            .Command(
                HostCommand.SshdEffectiveConfig,
                "",
                exitCode: 255,
                error: NoPrivilegeSeparation
            );
}
