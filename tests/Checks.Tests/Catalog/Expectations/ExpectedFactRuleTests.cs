using Fleet.Checks.Catalog.Expectations;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Judging.Expectations;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.Expectations;

public sealed class ExpectedFactRuleTests
{
    [Fact]
    public async Task It_judges_as_other_rules_do_with_key_place_and_remedy()
    {
        var finding = await OnlyAsync(
            Expect("sshd_config/MaxAuthTries", new Within(null, "4")),
            "maxauthtries 6"
        );

        Assert.Equal(("x/tries", Outcome.Fail), (finding.Rule, finding.Outcome));
        Assert.Equal(["sshd_config/MaxAuthTries"], finding.Keys);
        Assert.Equal(
            [
                "echo 'MaxAuthTries 4' > /etc/ssh/sshd_config.d/00-maxauthtries.conf",
                "sshd -t && systemctl reload ssh",
            ],
            finding.Remedy
        );
    }

    [Theory]
    [InlineData("ciphers aes256-ctr,3des-cbc", "Ciphers aes256-ctr")]
    [InlineData("ciphers 3des-cbc", null)]
    public async Task Of_a_list_the_remedy_keeps_what_is_right(string line, string? set)
    {
        var finding = await OnlyAsync(
            Expect("sshd_config/Ciphers", new ContainsNone(["3des-cbc"])),
            line
        );

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal(set is not null, finding.Remedy.Any(each => each.Contains($"'{set}'")));
    }

    [Fact]
    public async Task Where_a_bound_alone_is_no_advice_the_expectation_says_what_to_set()
    {
        var expected = Expect("sshd_config/ClientAliveInterval", new Within("1", null)) with
        {
            Set = "300",
        };

        Assert.StartsWith(
            "echo 'ClientAliveInterval 300' >",
            (await OnlyAsync(expected, "clientaliveinterval 0")).Remedy[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_path_is_called_as_it_is_and_repaired()
    {
        var expected = Expect(
            "sshd_config_mode/etc/ssh/**",
            new ModeWithin([AllowedMode.Parse("0600 root:root")!])
        );

        var finding = await OnlyAsync(expected, "usepam yes");

        Assert.Equal("/etc/ssh/sshd_config", finding.Subject);
        Assert.Equal(
            "/etc/ssh/sshd_config is -rw-r--r-- root:root; expected at most 0600 root:root",
            finding.Summary
        );
        Assert.Equal(
            ["chown root:root /etc/ssh/sshd_config", "chmod 0600 /etc/ssh/sshd_config"],
            finding.Remedy
        );
    }

    [Fact]
    public async Task What_only_the_default_says_is_set_in_a_file()
    {
        var expected = Expect("sshd_config/IgnoreRhosts", new OneOf(["yes"])) with
        {
            InFile = true,
        };

        var finding = await OnlyAsync(expected, "ignorerhosts yes");

        Assert.Equal("IgnoreRhosts is yes by default only; a file has to set it", finding.Summary);
        Assert.StartsWith("echo 'IgnoreRhosts yes' >", finding.Remedy[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_from_a_host_brings_nothing_into_a_shell()
    {
        var finding = await OnlyAsync(
            Expect("sshd_config/Ciphers", new ContainsNone(["3des-cbc"])),
            "ciphers 3des-cbc,x';reboot;'"
        );

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Empty(finding.Remedy);
    }

    [Fact]
    public async Task Its_own_remedy_comes_first_and_what_holds_needs_none()
    {
        var expected = Expect("sshd_config/MaxAuthTries", new Within(null, "4")) with
        {
            Remedy = ["ask the security team"],
        };

        Assert.Equal(
            ["ask the security team"],
            (await OnlyAsync(expected, "maxauthtries 5")).Remedy
        );
        Assert.Empty((await OnlyAsync(expected, "maxauthtries 4")).Remedy);
    }

    [Fact]
    public void Its_declaration_is_made_from_the_data()
    {
        var rule = new ExpectedFactRule(
            "x/tries",
            Expect("sshd_config/MaxAuthTries", new Within(null, "4"))
        );

        Assert.Equal("MaxAuthTries is at most 4", rule.Declaration.Title);
        Assert.Equal(["sshd_config/MaxAuthTries"], rule.Declaration.Reads);
    }

    private static FactExpectation Expect(string key, Condition holds) =>
        new()
        {
            Check = "ssh.config",
            Key = key,
            Holds = holds,
            Severity = Severity.Medium,
        };

    private static async Task<Finding> OnlyAsync(FactExpectation expected, string line)
    {
        var host = SshHosts
            .Debian()
            .Command(HostCommand.SshdEffectiveConfig, SshHosts.PrintedBy(SshHosts.Debian12T, line));
        var judged = await new JudgedTogether(host, "ssh.service", "ssh.config").RunAsync();
        return Assert.Single(new ExpectedFactRule("x/tries", expected).Judge(judged.Input));
    }
}
