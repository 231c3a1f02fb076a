using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.SshConfig;

public sealed class SshConfigRulesTests
{
    [Fact]
    public async Task Root_with_a_password_is_a_finding_that_names_line_and_drop_in()
    {
        var host = With("permitrootlogin yes")
            .File(
                SshHosts.Main,
                SshHosts.DebianConfig + "\nPermitRootLogin yes\n",
                modified: SshHosts.Started.AddDays(-1)
            );

        var finding = (await Examined.RunAsync(host)).Of("ssh.config/permit_root_login");

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal(
            "root may log in with a password (PermitRootLogin yes, /etc/ssh/sshd_config:8)",
            finding.Summary
        );
        Assert.Equal("/etc/ssh/sshd_config:8", finding.Source);
        Assert.Equal(
            [
                "echo 'PermitRootLogin prohibit-password' > /etc/ssh/sshd_config.d/00-permitrootlogin.conf",
                "sshd -t && systemctl reload ssh",
            ],
            finding.Remedy
        );
    }

    [Fact]
    public async Task Where_the_main_file_sets_it_before_its_Include_a_drop_in_is_no_remedy()
    {
        var host = With("permitrootlogin yes")
            .File(
                SshHosts.Main,
                "PermitRootLogin yes\n" + SshHosts.DebianConfig,
                modified: SshHosts.Started.AddDays(-1)
            );

        var finding = (await Examined.RunAsync(host)).Of("ssh.config/permit_root_login");

        Assert.StartsWith(
            "echo 'PermitRootLogin prohibit-password' | cat - /etc/ssh/sshd_config",
            finding.Remedy[0],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("permitrootlogin yes", "ssh.config/permit_root_login", Outcome.Warn)]
    [InlineData("permitrootlogin without-password", "ssh.config/permit_root_login", Outcome.Pass)]
    [InlineData(
        "permitrootlogin forced-commands-only",
        "ssh.config/permit_root_login",
        Outcome.Pass
    )]
    [InlineData("passwordauthentication yes", "ssh.config/password_authentication", Outcome.Warn)]
    [InlineData("passwordauthentication no", "ssh.config/password_authentication", Outcome.Pass)]
    [InlineData("permitemptypasswords yes", "ssh.config/permit_empty_passwords", Outcome.Fail)]
    [InlineData("pubkeyauthentication no", "ssh.config/pubkey_authentication", Outcome.Warn)]
    [InlineData("strictmodes no", "ssh.config/strict_modes", Outcome.Warn)]
    [InlineData("maxauthtries 20", "ssh.config/max_auth_tries", Outcome.Warn)]
    [InlineData("maxauthtries 3", "ssh.config/max_auth_tries", Outcome.Pass)]
    [InlineData("denyusers *", "ssh.config/login_possible", Outcome.Fail)]
    [InlineData("denyusers mallory", "ssh.config/login_possible", Outcome.Pass)]
    public async Task A_value_has_its_outcome(string line, string rule, Outcome outcome)
    {
        var finding = (await Examined.RunAsync(With(line))).Of(rule);

        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(outcome is Outcome.Warn or Outcome.Fail, !finding.Remedy.IsEmpty);
    }

    [Fact]
    public async Task All_methods_off_lets_nobody_in()
    {
        var seen = await Examined.RunAsync(
            With("passwordauthentication no", "pubkeyauthentication no")
        );

        Assert.Equal(Outcome.Fail, seen.Of("ssh.config/login_possible").Outcome);
    }

    [Fact]
    public async Task A_Match_section_may_still_let_somebody_in()
    {
        var host = With("denyusers *")
            .File(
                SshHosts.Main,
                SshHosts.DebianConfig
                    + "\nDenyUsers *\nMatch Address 10.0.0.0/8\n DenyUsers mallory\n"
            );

        Assert.Equal(
            Outcome.Pass,
            (await Examined.RunAsync(host)).Of("ssh.config/login_possible").Outcome
        );
    }

    [Fact]
    public async Task Elsewhere_than_on_Debian_the_unit_is_sshd()
    {
        var host = SshHosts
            .RedHat()
            .Command(
                HostCommand.SshdEffectiveConfig,
                SshHosts.PrintedBy(SshHosts.Debian12T, "strictmodes no")
            );

        Assert.Equal(
            "sshd -t && systemctl reload sshd",
            (await Examined.RunAsync(host)).Of("ssh.config/strict_modes").Remedy[^1]
        );
    }

    private static FakeHost With(params string[] lines) =>
        SshHosts
            .Debian()
            .Command(
                HostCommand.SshdEffectiveConfig,
                SshHosts.PrintedBy(SshHosts.Debian12T, lines)
            );
}
