using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshConfig;

public sealed class SshConfigCheckTests
{
    private const string NoPrivilegeSeparation =
        "Missing privilege separation directory: /run/sshd\n";

    [Fact]
    public async Task A_value_says_which_line_of_which_file_set_it()
    {
        var seen = await Examined.RunAsync(SshHosts.Debian());

        Assert.Equal(
            "/etc/ssh/sshd_config:2",
            seen.Read("sshd_config/KbdInteractiveAuthentication").Source
        );
        Assert.Null(seen.Read("sshd_config/PasswordAuthentication").Source);
        Assert.Equal("prohibit-password", seen.Read("sshd_config/PermitRootLogin").Value);
        Assert.Equal("0.0.0.0:22 [::]:22", seen.Read("sshd_config/ListenAddress").Value);
    }

    [Fact]
    public async Task No_value_changes_when_sshd_stops_answering()
    {
        var host = SshHosts.Debian();
        var seen = await Examined.RunAsync(host);
        var before = seen.AllFacts();

        _ = host.Command(
            HostCommand.SshdEffectiveConfig,
            "",
            exitCode: 255,
            error: NoPrivilegeSeparation
        );
        await seen.AgainAsync(host);

        Assert.Equal(before, seen.AllFacts());
        Assert.True(seen.Read("sshd_config/PermitRootLogin").IsPresent);
        Assert.True(seen.Read("sshd_config/AllowUsers").IsAbsent);
        Assert.True(seen.Read("sshd_config/Ciphers").IsUnknown);
    }

    [Fact]
    public async Task Our_reader_sees_a_change_while_sshd_cannot_answer()
    {
        var host = SshHosts
            .Debian()
            .Command(
                HostCommand.SshdEffectiveConfig,
                "",
                exitCode: 255,
                error: NoPrivilegeSeparation
            );
        _ = host.File("/etc/ssh/sshd_config.d/50-cloud-init.conf", "PasswordAuthentication no\n");

        var seen = await Examined.RunAsync(host);

        Assert.Equal("no", seen.Read("sshd_config/PasswordAuthentication").Value);
        Assert.Equal(
            "/etc/ssh/sshd_config.d/50-cloud-init.conf:1",
            seen.Read("sshd_config/PasswordAuthentication").Source
        );
        Assert.Equal(Outcome.Pass, seen.Of("ssh.config/password_authentication").Outcome);
    }

    [Fact]
    public async Task A_drop_in_that_may_not_be_read_leaves_what_it_could_set_unknown()
    {
        var host = SshHosts
            .Debian()
            .NotRoot()
            .Command(
                HostCommand.SshdEffectiveConfig,
                "",
                exitCode: 1,
                error: "sshd: no hostkeys available -- exiting.\n"
            )
            .File(
                "/etc/ssh/sshd_config.d/50-cloud-init.conf",
                "PasswordAuthentication yes\n",
                mode: 0b110_000_000
            );

        var seen = await Examined.RunAsync(host);

        Assert.True(seen.Read("sshd_config/PasswordAuthentication").IsUnknown);
        Assert.Equal(Outcome.Unknown, seen.Of("ssh.config/password_authentication").Outcome);
    }

    [Fact]
    public async Task A_broken_file_changes_no_value_and_passes_nothing()
    {
        var host = SshHosts.Debian();
        var seen = await Examined.RunAsync(host);
        var before = seen.AllFacts()["sshd_config/PasswordAuthentication"];
        const string error =
            "/etc/ssh/sshd_config: line 1: Bad configuration option: Prot\n/etc/ssh/sshd_config: terminating, 1 bad configuration options\n";

        _ = host.File(SshHosts.Main, "Prot 22\nPasswordAuthentication no\n")
            .Command(HostCommand.SshdEffectiveConfig, "", exitCode: 255, error: error)
            .Command(HostCommand.SshdTest, "", exitCode: 255, error: error);
        await seen.AgainAsync(host);

        Assert.Equal(before, seen.AllFacts()["sshd_config/PasswordAuthentication"]);
        Assert.Equal(Outcome.Unknown, seen.Of("ssh.config/permit_root_login").Outcome);
        Assert.Equal("/etc/ssh/sshd_config:1", seen.Of("ssh.service/config_valid").Source);
    }

    [Fact]
    public async Task Without_sshd_nothing_applies()
    {
        var seen = await Examined.RunAsync(new FakeHost());

        Assert.All(seen.Findings, finding => Assert.Equal(Outcome.NotApplicable, finding.Outcome));
        Assert.All(
            seen.Observed.Values,
            o => Assert.All(o.Coverage, c => Assert.Equal(CoverageState.Absent, c.State))
        );
    }

    [Fact]
    public async Task Every_file_in_use_is_a_document()
    {
        var seen = await Examined.RunAsync(SshHosts.RedHat());

        Assert.Equal(
            [
                "/etc/crypto-policies/back-ends/opensshserver.config",
                "/etc/ssh/sshd_config",
                "/etc/ssh/sshd_config.d/50-redhat.conf",
            ],
            seen.Observed["ssh.config"].Documents.Select(d => d.Name)
        );
    }

    [Fact]
    public async Task Red_Hat_s_drop_in_decides_where_sshd_cannot_answer()
    {
        var host = SshHosts
            .RedHat()
            .Command(
                HostCommand.SshdEffectiveConfig,
                "",
                exitCode: 255,
                error: NoPrivilegeSeparation
            );

        var seen = await Examined.RunAsync(host);

        Assert.Equal("AUTHPRIV", seen.Read("sshd_config/SyslogFacility").Value);
        Assert.Equal("no", seen.Read("sshd_config/KbdInteractiveAuthentication").Value);
        Assert.Equal(".ssh/authorized_keys", seen.Read("sshd_config/AuthorizedKeysFile").Value);
        Assert.Equal(
            "/etc/crypto-policies/back-ends/opensshserver.config:2",
            seen.Read("sshd_config/RequiredRSASize").Source
        );
        Assert.StartsWith(
            "aes256-gcm@openssh.com,",
            seen.Read("sshd_config/Ciphers").Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_newer_than_the_daemon_s_last_reload_is_said()
    {
        var host = SshHosts
            .Debian()
            .File(
                "/etc/ssh/sshd_config.d/50-x.conf",
                "MaxAuthTries 3\n",
                modified: SshHosts.Started.AddMinutes(1)
            );

        var seen = await Examined.RunAsync(host);

        Assert.Equal(
            "no: /etc/ssh/sshd_config.d/50-x.conf is newer than the running daemon",
            seen.Read("sshd_config_loaded").Value
        );
        var finding = seen.Of("ssh.config/loaded");
        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal(["sshd -t && systemctl reload ssh"], finding.Remedy);

        _ = host.File("/run/sshd.pid", "601\n", modified: SshHosts.Started.AddMinutes(2));
        await seen.AgainAsync(host);

        Assert.Equal(Outcome.Pass, seen.Of("ssh.config/loaded").Outcome);
    }

    [Fact]
    public async Task A_file_of_the_same_second_is_not_called_newer()
    {
        var host = SshHosts
            .Debian()
            .File(
                SshHosts.Main,
                SshHosts.DebianConfig,
                modified: SshHosts.Started.AddMilliseconds(900)
            );

        Assert.Equal("yes", (await Examined.RunAsync(host)).Read("sshd_config_loaded").Value);
    }

    [Fact]
    public async Task A_pid_file_of_another_process_says_nothing_of_the_daemon()
    {
        var host = SshHosts
            .Debian()
            .File("/run/sshd.pid", "77\n", modified: SshHosts.Started.AddDays(9))
            .File(SshHosts.Main, SshHosts.DebianConfig, modified: SshHosts.Started.AddMinutes(1));

        Assert.StartsWith(
            "no: ",
            (await Examined.RunAsync(host)).Read("sshd_config_loaded").Value,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Behind_a_socket_every_daemon_is_fresh()
    {
        Assert.Equal(
            "yes",
            (await Examined.RunAsync(SshHosts.Ubuntu())).Read("sshd_config_loaded").Value
        );
    }
}
