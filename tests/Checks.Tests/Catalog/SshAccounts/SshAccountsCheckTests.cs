using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Tests.Catalog.SshPaths;
using Fleet.Checks.Tests.Host;
using static Fleet.Checks.Tests.Catalog.SshAccounts.LoginHosts;

namespace Fleet.Checks.Tests.Catalog.SshAccounts;

public sealed class SshAccountsCheckTests
{
    private const string Expired = "ssh.accounts/expired";
    private const string Aged = "ssh.accounts/password_expired";
    private const string Locked = "ssh.accounts/locked";
    private const string Shell = "ssh.accounts/shell";

    private static readonly DateTimeOffset March = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>2026-03-01 as shadow(5) counts.</summary>
    private const int FirstOfMarch = 20513;

    private static Task<JudgedTogether> LookAsync(FakeHost host, DateTimeOffset? at = null) =>
        new JudgedTogether(host, "ssh.config", "ssh.accounts").RunAsync(at ?? March);

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

        Assert.Empty(seen.Wrong("ssh.accounts"));
        Assert.Equal("uid 1000 gid 1000", seen.Fact("account/alice"));
        Assert.Equal("set", seen.Fact("account/alice/password"));
        Assert.Equal("never", seen.Fact("account/alice/expires"));
        Assert.Equal("changed 20400 max 99999", seen.Fact("account/alice/ageing"));
        Assert.Equal("good /bin/bash", seen.Fact("account/alice/shell"));
        Assert.Equal("none", seen.Fact("account/root/password"));
        Assert.Equal("locked, none set", seen.Fact("account/bob/password"));
        Assert.Null(seen.Fact("account/daemon"));
        Assert.Null(seen.Fact("account/games"));
    }

    [Fact]
    public async Task No_hash_is_reported_in_any_form()
    {
        var seen = (await LookAsync(Debian().Shadow($"alice:!{Hash}:1:0:90:7:::"))).Observed[
            "ssh.accounts"
        ];

        Assert.DoesNotContain(seen.Facts, fact => fact.Value.Contains("abcdefgh"));
        Assert.DoesNotContain(seen.Facts, fact => fact.Value.Contains("$y$"));
        Assert.Empty(seen.Documents);
    }

    [Theory]
    [InlineData(FirstOfMarch + 30, Outcome.Pass)]
    [InlineData(FirstOfMarch + 5, Outcome.Warn)]
    [InlineData(FirstOfMarch + 1, Outcome.Warn)]
    [InlineData(FirstOfMarch, Outcome.Fail)]
    [InlineData(0, Outcome.Fail)]
    public async Task With_PAM_an_account_is_refused_from_its_expiry_day_on(
        int day,
        Outcome outcome
    )
    {
        var seen = await LookAsync(Debian().Shadow($"alice:{Hash}:20400:0:99999:7::{day}:"));

        var finding = seen.Of(Expired, "alice");
        Assert.Equal(outcome, finding.Outcome);
        Assert.Equal(
            outcome == Outcome.Pass ? [] : ["chage -E -1 alice"],
            finding.Remedy.ToArray()
        );
    }

    [Fact]
    public async Task Without_PAM_sshd_lets_an_account_in_on_its_last_day()
    {
        var host = Debian()
            .Sshd("usepam no")
            .Shadow($"alice:{Hash}:20400:0:99999:7::{FirstOfMarch}:");

        var finding = (await LookAsync(host)).Of(Expired, "alice");

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), finding.ValidUntil);
        Assert.Equal(
            Outcome.Fail,
            (await LookAsync(host, finding.ValidUntil)).Of(Expired, "alice").Outcome
        );
    }

    [Fact]
    public async Task The_moment_at_which_a_pass_turns_is_said_beforehand()
    {
        var host = Debian().Shadow($"alice:{Hash}:20400:0:99999:7::{FirstOfMarch + 100}:");

        var passes = (await LookAsync(host)).Of(Expired, "alice");
        var warns = (await LookAsync(host, passes.ValidUntil)).Of(Expired, "alice");
        var fails = (await LookAsync(host, warns.ValidUntil)).Of(Expired, "alice");

        Assert.Equal(
            [Outcome.Pass, Outcome.Warn, Outcome.Fail],
            new[] { passes.Outcome, warns.Outcome, fails.Outcome }
        );
    }

    [Theory]
    [InlineData("0:0:99999:7::", Outcome.Warn, "it was set to be changed at the next login")]
    [InlineData("20423:0:90:7::", Outcome.Pass, "good until 2026-03-01")]
    [InlineData("20422:0:90:7::", Outcome.Warn, "it expired after 2026-02-28")]
    [InlineData("20400:0:90:7:30:", Outcome.Warn, "it expired after 2026-02-06")]
    [InlineData("20300:0:90:7:30:", Outcome.Fail, "was not changed in the 30 days after")]
    [InlineData(":0:90:7::", Outcome.Warn, "it expired after")]
    [InlineData(":0:99999:7::", Outcome.Pass, "good until")]
    [InlineData("20000::::", Outcome.Pass, "does not age")]
    [InlineData("20393:0:90:7:30:", Outcome.Warn, "it expired after")]
    [InlineData("20392:0:90:7:30:", Outcome.Fail, "was not changed in the 30 days after")]
    [InlineData("30000:0:90:7::", Outcome.Pass, "good until")]
    public async Task An_aged_password_stops_keys_too(string ageing, Outcome outcome, string words)
    {
        var finding = (await LookAsync(Debian().Shadow($"alice:{Hash}:{ageing}:"))).Of(
            Aged,
            "alice"
        );

        Assert.Equal(outcome, finding.Outcome);
        Assert.Contains(words, finding.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usepam no", "!$6$x$y", Outcome.Fail, "passwd -u alice")]
    [InlineData("usepam no", "!", Outcome.Fail, "usermod -p '*' alice")]
    [InlineData("usepam no", "*", Outcome.Pass, null)]
    [InlineData("usepam yes", "!$6$x$y", Outcome.Pass, null)]
    public async Task A_locked_account_with_a_key_is_refused_only_without_PAM(
        string pam,
        string field,
        Outcome outcome,
        string? remedy
    )
    {
        var seen = await LookAsync(Debian().Sshd(pam).Shadow($"alice:{field}:20400:0:99999:7:::"));

        var finding = seen.Of(Locked, "alice");
        Assert.Equal((outcome, remedy), (finding.Outcome, finding.Remedy.FirstOrDefault()));
    }

    [Theory]
    [InlineData("usepam yes", Outcome.Fail)]
    [InlineData("usepam no", Outcome.Pass)]
    public async Task An_account_that_shadow_has_no_line_for_is_refused_by_PAM(
        string pam,
        Outcome outcome
    )
    {
        var seen = await LookAsync(Debian().Sshd(pam).Shadow($"alice:{Hash}:20400:0:99999:7::-1:"));

        Assert.Equal("missing", seen.Fact("account/alice/password"));
        Assert.Equal(outcome, seen.Of(Locked, "alice").Outcome);
    }

    [Fact]
    public async Task An_account_nobody_could_log_in_as_makes_no_noise()
    {
        var host = Debian().Sshd("usepam no").Gone("/home/alice/.ssh");

        var seen = await LookAsync(host.Shadow("alice:!:20400:0:99999:7::1:"));

        Assert.Equal(Outcome.NotApplicable, seen.Of(Expired, "alice").Outcome);
        Assert.Equal(Outcome.NotApplicable, seen.Of(Locked, "alice").Outcome);
    }

    [Fact]
    public async Task Without_root_what_shadow_decides_is_unknown_and_nothing_is_removed()
    {
        var host = Debian();
        var judged = new JudgedTogether(host, "ssh.config", "ssh.accounts");
        await judged.RunAsync(March);
        var facts = CheckFacts.None.After(judged.Observed["ssh.accounts"]);

        host.NotRoot();
        await judged.RunAsync(March);

        Assert.Equal(Outcome.Unknown, judged.Of(Expired, "alice").Outcome);
        Assert.Equal(Outcome.Unknown, judged.Of(Aged, "alice").Outcome);
        Assert.Equal(Outcome.Pass, judged.Of(Shell, "alice").Outcome);
        Assert.Equal(
            facts.All.Select(held => held.Fact.Key),
            facts.After(judged.Observed["ssh.accounts"]).All.Select(held => held.Fact.Key)
        );
    }

    [Fact]
    public async Task Without_any_sshd_nothing_applies() =>
        Assert.All(
            (await LookAsync(Debian().Gone("/usr/sbin/sshd"))).Findings.Where(finding =>
                finding.Rule.StartsWith("ssh.accounts", StringComparison.Ordinal)
            ),
            finding => Assert.Equal(Outcome.NotApplicable, finding.Outcome)
        );
}
