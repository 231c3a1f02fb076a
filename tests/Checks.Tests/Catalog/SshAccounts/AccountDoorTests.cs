using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshAccounts.LoginHosts;

namespace Fleet.Checks.Tests.Catalog.SshAccounts;

public sealed class AccountDoorTests
{
    private const string Shell = "ssh.accounts/shell";
    private const string Home = "ssh.accounts/home";
    private const string Allowed = "ssh.accounts/allowed";

    private static Task<JudgedTogether> LookAsync(FakeHost host) =>
        new JudgedTogether(host, "ssh.config", "ssh.accounts").RunAsync();

    [Theory]
    [InlineData("/bin/zsh", Outcome.Fail, "alice cannot log in: the shell /bin/zsh does not exist")]
    [InlineData(
        "/home/notx",
        Outcome.Fail,
        "alice cannot log in: the shell /home/notx is not executable"
    )]
    [InlineData(
        "/home",
        Outcome.Fail,
        "alice cannot log in: the shell /home is not a regular file"
    )]
    [InlineData("", Outcome.Pass, "/bin/sh runs")]
    [InlineData(
        "/usr/sbin/nologin",
        Outcome.Warn,
        "alice can log in and every session ends at once: the shell is /usr/sbin/nologin"
    )]
    public async Task The_shell_decides_as_sshd_has_it(
        string shell,
        Outcome outcome,
        string summary
    )
    {
        var seen = await LookAsync(
            Debian().File("/home/notx", "", 0b110_100_100).AliceShell(shell)
        );

        var finding = seen.Of(Shell, "alice");
        Assert.Equal((outcome, summary), (finding.Outcome, finding.Summary));
    }

    [Fact]
    public async Task A_missing_shell_is_not_looked_for_under_a_chroot()
    {
        var host = Debian().Sshd("chrootdirectory /srv/jail").AliceShell("/bin/zsh");

        Assert.Equal(Outcome.Pass, (await LookAsync(host)).Of(Shell, "alice").Outcome);
    }

    [Fact]
    public async Task A_sftp_account_needs_no_shell()
    {
        var host = Debian().Sshd("subsystem sftp internal-sftp").AliceShell("/usr/sbin/nologin");
        host.File("/etc/ssh/sshd_config", "Subsystem sftp internal-sftp\nUsePAM yes\n");

        Assert.Equal(Outcome.Pass, (await LookAsync(host)).Of(Shell, "alice").Outcome);
    }

    [Fact]
    public async Task A_home_that_is_gone_is_named()
    {
        var finding = (await LookAsync(Debian().Gone("/home/alice"))).Of(Home, "alice");

        Assert.Equal(
            (Outcome.Warn, "mkhomedir_helper alice"),
            (finding.Outcome, finding.Remedy.Single())
        );
    }

    [Theory]
    [InlineData("AllowUsers alice bob", Outcome.Pass)]
    [InlineData("AllowUsers bob", Outcome.Fail)]
    [InlineData("AllowUsers alice@10.0.0.0/8", Outcome.Pass)]
    [InlineData("DenyUsers alice@10.0.0.0/8", Outcome.Pass)]
    [InlineData("DenyUsers al*", Outcome.Fail)]
    [InlineData("AllowUsers alice\nDenyUsers alice", Outcome.Fail)]
    [InlineData("AllowGroups team", Outcome.Pass)]
    [InlineData("AllowGroups bob", Outcome.Fail)]
    [InlineData("DenyGroups team", Outcome.Fail)]
    [InlineData("AllowUsers bob\nMatch Group team\nAllowUsers alice", Outcome.Pass)]
    [InlineData("AllowUsers bob\nMatch Address 10.0.0.0/8\nAllowUsers alice", Outcome.Pass)]
    [InlineData("AllowUsers !bob *", Outcome.Pass)]
    public async Task The_lists_decide_as_sshd_has_it(string lines, Outcome outcome)
    {
        var seen = await LookAsync(
            Debian().File("/etc/ssh/sshd_config", "UsePAM yes\n" + lines + "\n")
        );

        Assert.Equal(outcome, seen.Of(Allowed, "alice").Outcome);
    }

    [Fact]
    public async Task Who_is_left_out_while_others_with_keys_pass_is_a_warning()
    {
        var host = Debian()
            .File("/etc/ssh/sshd_config", "UsePAM yes\nAllowUsers bob\n")
            .File(
                "/home/bob/.ssh/authorized_keys",
                PathsHost.KeyLine,
                0b110_000_000,
                PathsHost.Bob,
                PathsHost.Bob
            );

        var seen = await LookAsync(host);

        Assert.Equal(Outcome.Warn, seen.Of(Allowed, "alice").Outcome);
        Assert.Equal(Outcome.Pass, seen.Of(Allowed, "bob").Outcome);
    }

    [Fact]
    public async Task A_listed_name_that_nobody_has_is_named_with_its_place()
    {
        var host = Debian().File("/etc/ssh/sshd_config", "UsePAM yes\nAllowUsers alice bbo\n");

        var seen = await LookAsync(host);

        var finding = seen.Of("ssh.accounts/listed_names", "AllowUsers bbo");
        Assert.Equal((Outcome.Warn, "/etc/ssh/sshd_config:2"), (finding.Outcome, finding.Source));
        Assert.Equal(
            Outcome.Pass,
            seen.Of("ssh.accounts/listed_names", "AllowUsers alice").Outcome
        );
    }

    [Fact]
    public async Task Where_a_directory_may_know_the_name_nothing_is_said()
    {
        var host = RedHat().File("/etc/ssh/sshd_config", "UsePAM yes\nAllowUsers ldapuser\n");

        Assert.Equal(
            Outcome.NotApplicable,
            (await LookAsync(host)).Of("ssh.accounts/listed_names", "AllowUsers ldapuser").Outcome
        );
    }

    [Theory]
    [InlineData("/etc/nologin", "usepam yes", Outcome.Fail, "rm /etc/nologin")]
    [InlineData(
        "/run/nologin",
        "usepam yes",
        Outcome.Fail,
        "systemctl start systemd-user-sessions"
    )]
    [InlineData("/etc/nologin", "usepam no", Outcome.Fail, "rm /etc/nologin")]
    [InlineData("/run/nologin", "usepam no", Outcome.Pass, null)]
    public async Task A_nologin_file_closes_the_host(
        string file,
        string pam,
        Outcome outcome,
        string? remedy
    )
    {
        var finding = (await LookAsync(Debian().Sshd(pam).File(file, "down\n"))).Of(
            "ssh.accounts/nologin"
        );

        Assert.Equal((outcome, remedy), (finding.Outcome, finding.Remedy.FirstOrDefault()));
    }
}
