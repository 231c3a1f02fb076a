using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshAccounts.LoginHosts;

namespace Fleet.Checks.Tests.Catalog.SshPam;

public sealed class SshPamCheckTests
{
    private const string Stack = "ssh.pam/stack";
    private const string Account = "/etc/pam.d/common-account";

    private static Task<JudgedTogether> LookAsync(FakeHost host) =>
        new JudgedTogether(host, "ssh.config", "ssh.accounts", "ssh.pam").RunAsync();

    private static FakeHost WithLine(string line, string file = "/etc/pam.d/sshd")
    {
        var host = Debian();
        return host.File(file, line + "\n" + host.TextOf(file));
    }

    [Theory]
    [InlineData("debian")]
    [InlineData("ubuntu")]
    [InlineData("redhat")]
    public async Task A_distribution_as_shipped_has_nothing_wrong(string name)
    {
        var host =
            name == "debian" ? Debian()
            : name == "ubuntu" ? Ubuntu()
            : RedHat();

        var seen = await LookAsync(host);

        Assert.Empty(seen.Wrong("ssh.pam"));
        Assert.Empty(seen.Wrong("ssh.accounts"));
        Assert.Equal(Outcome.Pass, seen.Of(Stack, "account").Outcome);
        Assert.Equal(Outcome.Pass, seen.Of(Stack, "session").Outcome);
        Assert.Equal(Outcome.Pass, seen.Of(Stack, "auth").Outcome);
        Assert.Contains("pam_nologin.so", seen.Fact("pam_stack/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stack_is_one_fact_a_stage_with_its_includes_resolved() =>
        Assert.Equal(
            "required pam_nologin.so | [success=1 new_authtok_reqd=done default=ignore] pam_unix.so | requisite pam_deny.so | required pam_permit.so",
            (await LookAsync(Debian())).Fact("pam_stack/account")
        );

    [Theory]
    [InlineData(
        "account required pam_tally2.so",
        "account",
        "nobody can log in: pam_tally2.so is not installed (/etc/pam.d/sshd:1)"
    )]
    [InlineData(
        "@include common-acount",
        "account",
        "nobody can log in: the file common-acount does not exist (/etc/pam.d/sshd:1)"
    )]
    [InlineData(
        "account requierd pam_unix.so",
        "account",
        "nobody can log in: unknown control value requierd (/etc/pam.d/sshd:1)"
    )]
    [InlineData(
        "account required pam_deny.so",
        "account",
        "nobody can log in: pam_deny.so refuses everybody (/etc/pam.d/sshd:1)"
    )]
    [InlineData(
        "session required pam_gone.so",
        "session",
        "nobody gets a session: pam_gone.so is not installed (/etc/pam.d/sshd:1)"
    )]
    [InlineData(
        "auth requisite pam_deny.so",
        "auth",
        "nobody can log in with a password: pam_deny.so refuses everybody (/etc/pam.d/sshd:1)"
    )]
    public async Task A_stage_that_always_fails_is_named_with_its_line(
        string line,
        string stage,
        string summary
    )
    {
        var finding = (await LookAsync(WithLine(line))).Of(Stack, stage);

        Assert.Equal((Outcome.Fail, summary), (finding.Outcome, finding.Summary));
    }

    [Fact]
    public async Task A_missing_module_can_be_commented_out() =>
        Assert.Equal(
            ["sed -i '1s/^/#/' /etc/pam.d/sshd"],
            (await LookAsync(WithLine("account required pam_tally2.so")))
                .Of(Stack, "account")
                .Remedy
        );

    [Fact]
    public async Task A_missing_module_that_is_optional_or_quiet_is_no_fault() =>
        Assert.Equal(
            Outcome.Pass,
            (await LookAsync(WithLine("-session optional pam_gone.so")))
                .Of(Stack, "session")
                .Outcome
        );

    [Fact]
    public async Task Access_conf_that_refuses_an_account_with_a_key_is_named()
    {
        var host = WithLine("account required pam_access.so")
            .File("/etc/security/access.conf", "# x\n- : alice : ALL\n");

        var finding = (await LookAsync(host)).Of("ssh.pam/access", "alice");

        Assert.Equal(
            (
                Outcome.Warn,
                "alice cannot log in: access.conf denies alice from everywhere (/etc/security/access.conf:2)"
            ),
            (finding.Outcome, finding.Summary)
        );
        Assert.Equal(["sed -i '2i + : alice : ALL' /etc/security/access.conf"], finding.Remedy);
    }

    [Fact]
    public async Task Access_conf_means_nothing_where_the_stack_does_not_ask_it()
    {
        var host = Debian().File("/etc/security/access.conf", "- : ALL : ALL\n");

        Assert.Equal(Outcome.NotApplicable, (await LookAsync(host)).Of("ssh.pam/access").Outcome);
    }

    [Fact]
    public async Task A_file_that_is_gone_no_longer_counts()
    {
        var host = WithLine("account required pam_access.so")
            .File("/etc/security/access.conf", "- : alice : ALL\n");
        var judged = new JudgedTogether(host, "ssh.config", "ssh.accounts", "ssh.pam");
        await judged.RunAsync();

        host.Gone("/etc/security/access.conf");
        await judged.RunAsync();

        Assert.Equal(Outcome.Pass, judged.Of("ssh.pam/access", "alice").Outcome);
    }

    [Theory]
    [InlineData(
        "alice - maxlogins 0",
        "alice cannot log in: maxlogins 0 allows no session (/etc/security/limits.d/90-x.conf:1)"
    )]
    [InlineData(
        "* hard nproc 0",
        "alice cannot log in: nproc 0 allows no process (/etc/security/limits.d/90-x.conf:1)"
    )]
    public async Task A_limit_of_nothing_is_named(string line, string summary)
    {
        var host = Debian().File("/etc/security/limits.d/90-x.conf", line + "\n");

        var seen = await LookAsync(host);

        var finding = seen.Of("ssh.pam/limits", "alice");
        Assert.Equal((Outcome.Fail, summary), (finding.Outcome, finding.Summary));
        Assert.Equal(["sed -i '1s/^/#/' /etc/security/limits.d/90-x.conf"], finding.Remedy);
        Assert.Equal(Outcome.Pass, seen.Of("ssh.pam/limits", "root").Outcome);
    }

    [Fact]
    public async Task Pam_shells_alone_minds_etc_shells()
    {
        var host = WithLine("account required pam_shells.so")
            .File("/bin/fish", "", Program)
            .AliceShell("/bin/fish");

        var finding = (await LookAsync(host)).Of("ssh.pam/shells", "alice");

        Assert.Equal(
            (Outcome.Fail, "echo /bin/fish >> /etc/shells"),
            (finding.Outcome, finding.Remedy.Single())
        );
        Assert.Equal(
            Outcome.NotApplicable,
            (await LookAsync(Debian().AliceShell("/bin/fish"))).Of("ssh.pam/shells").Outcome
        );
    }

    [Fact]
    public async Task Who_failed_too_often_is_locked_until_a_moment_that_is_said()
    {
        var host = WithLine("auth required pam_faillock.so preauth");
        var now = host.Clock.GetUtcNow();
        host.Bytes("/run/faillock/alice", Parsing.Pam.PamFileTests.TallyFile(now, -30, -20, -10));

        var finding = (await LookAsync(host)).Of("ssh.pam/faillock", "alice");

        Assert.Equal(
            (
                Outcome.Warn,
                "faillock --user alice --reset",
                now.AddSeconds(590).ToUnixTimeSeconds()
            ),
            (finding.Outcome, finding.Remedy.Single(), finding.ValidUntil?.ToUnixTimeSeconds())
        );
    }

    [Fact]
    public async Task With_UsePAM_no_nothing_of_it_applies()
    {
        var seen = await LookAsync(
            Debian().Sshd("usepam no").File(Account, "account required pam_deny.so\n")
        );

        Assert.All(
            seen.Findings.Where(finding =>
                finding.Rule.StartsWith("ssh.pam/", StringComparison.Ordinal)
            ),
            finding => Assert.Equal(Outcome.NotApplicable, finding.Outcome)
        );
    }

    [Fact]
    public async Task Files_that_may_not_be_read_leave_everything_unknown()
    {
        var seen = await LookAsync(Debian().Denied("/etc/pam.d/common-account"));

        Assert.Equal(Outcome.Unknown, seen.Of(Stack, "account").Outcome);
    }

    [Fact]
    public async Task Without_pam_unix_in_the_account_stage_nobody_asks_for_expiry()
    {
        var host = Debian()
            .File(Account, "account required pam_permit.so\n")
            .Shadow($"alice:{Hash}:0:0:90:7::1:");

        var seen = await LookAsync(host);

        Assert.Equal(Outcome.Pass, seen.Of("ssh.accounts/expired", "alice").Outcome);
        Assert.Equal(Outcome.Pass, seen.Of("ssh.accounts/password_expired", "alice").Outcome);
    }

    [Fact]
    public async Task A_home_that_PAM_makes_is_not_missed()
    {
        var host = WithLine("session required pam_mkhomedir.so").Gone("/home/alice");

        Assert.Equal(
            Outcome.Pass,
            (await LookAsync(host)).Of("ssh.accounts/home", "alice").Outcome
        );
    }
}
