using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.SshAuthLog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Tests.Catalog.SshAuthLog;

public sealed class SshAuthLogRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_quiet_log_passes_every_rule()
    {
        var findings = Judge();

        Assert.Equal(new SshAuthLogCheck().Rules.Length, findings.Count);
        Assert.All(findings.Values, finding => Assert.Equal(Outcome.Pass, finding.Outcome));
    }

    [Fact]
    public void Guessing_is_said_with_a_rounded_number_and_holds_until_its_oldest_bucket_leaves()
    {
        var finding = Judge(
            Bucket(
                50,
                ("failed_password", "root", "203.0.113.9", 300),
                ("pam_auth_failure", "root", "203.0.113.9", 290)
            ),
            Bucket(
                10,
                ("failed_password", "admin", "203.0.113.9", 137),
                ("failed_password", "x", "192.0.2.1", 3)
            )
        )["ssh.auth_log/brute_force"];

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.Equal(
            "more than 400 failed logins in 1 h from 1 address, most for root from 203.0.113.9",
            finding.Summary
        );
        Assert.Contains("ip route add blackhole 203.0.113.9/32", finding.Remedy);
        Assert.Equal(Now.AddMinutes(10), finding.ValidUntil);
    }

    [Fact]
    public void What_left_the_window_counts_no_more() =>
        Assert.Equal(
            Outcome.Pass,
            Judge(Bucket(60, ("failed_password", "root", "203.0.113.9", 300)))[
                "ssh.auth_log/brute_force"
            ].Outcome
        );

    [Fact]
    public void Port_scans_without_a_user_are_no_guesses() =>
        Assert.Equal(
            Outcome.Pass,
            Judge(Bucket(10, ("connection_closed_preauth", "", "203.0.113.9", 300)))[
                "ssh.auth_log/brute_force"
            ].Outcome
        );

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("192.168.7.7")]
    [InlineData("fe80::1")]
    [InlineData("$(reboot)")]
    public void No_command_shuts_out_a_private_network_or_repeats_hostile_text(string source)
    {
        var finding = Judge(Bucket(10, ("failed_password", "root", source, 300)))[
            "ssh.auth_log/brute_force"
        ];

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.DoesNotContain(finding.Remedy, command => command.Contains(source));
    }

    [Fact]
    public void The_threshold_is_the_policys()
    {
        var policy = new Policy(
            ImmutableDictionary<string, RulePolicy>.Empty.Add(
                "ssh.auth_log/brute_force",
                new RulePolicy(
                    false,
                    null,
                    ImmutableDictionary<string, string>.Empty.Add("failed_per_hour", "3")
                )
            )
        );

        Assert.Equal(
            Outcome.Warn,
            Judge(policy, Bucket(10, ("failed_password", "root", "192.0.2.1", 3)))[
                "ssh.auth_log/brute_force"
            ].Outcome
        );
    }

    [Fact]
    public void Many_names_from_one_address_are_a_spray()
    {
        var tried = Enumerable
            .Range(0, 12)
            .Select(i => ("invalid_user", $"u{i}", "203.0.113.9", 1L));

        var finding = Judge(Bucket(10, [.. tried]))["ssh.auth_log/password_spray"];

        Assert.Equal("more than 10 user names were tried in 1 h from 203.0.113.9", finding.Summary);
    }

    [Fact]
    public void A_password_that_is_accepted_after_many_failures_fails()
    {
        var finding = Judge(
            Bucket(20, ("failed_password", "alice", "203.0.113.9", 25)),
            Bucket(10, ("accepted_password", "alice", "203.0.113.9", 1))
        )["ssh.auth_log/accepted_after_failures"];

        Assert.Equal((Outcome.Fail, Severity.High), (finding.Outcome, finding.Severity));
        Assert.Equal(
            "alice logged in with a password from 203.0.113.9, which had failed at least 10 times in 1 h",
            finding.Summary
        );
    }

    [Theory]
    [InlineData("accepted_publickey", "203.0.113.9", 20, 10)]
    [InlineData("accepted_password", "203.0.113.8", 20, 10)]
    [InlineData("accepted_password", "203.0.113.9", 10, 20)]
    public void A_key_another_address_or_failures_that_come_later_prove_no_guess(
        string kind,
        string source,
        int failedBefore,
        int acceptedBefore
    ) =>
        Assert.Equal(
            Outcome.Pass,
            Judge(
                Bucket(failedBefore, ("failed_password", "alice", "203.0.113.9", 25)),
                Bucket(acceptedBefore, (kind, "alice", source, 1))
            )["ssh.auth_log/accepted_after_failures"].Outcome
        );

    [Fact]
    public void A_path_that_StrictModes_refused_is_named_with_its_cure()
    {
        var finding = Judge(Bucket(10, ("bad_ownership", "/home/o'brien", "", 7)))[
            "ssh.auth_log/strict_modes_refused"
        ];

        Assert.Equal("sshd ignored keys because of owner or mode: /home/o'brien", finding.Summary);
        Assert.Equal(
            [@"ls -ld '/home/o'\''brien'", @"chmod go-w '/home/o'\''brien'"],
            finding.Remedy
        );
        Assert.Equal(Now.AddMinutes(50), finding.ValidUntil);
    }

    [Fact]
    public void A_log_that_could_not_be_read_is_unknown_and_no_pass()
    {
        var seen = new ObservationBuilder();
        seen.Cover("auth_log", CoverageState.Unreadable, "/var/log/auth.log: Permission denied");

        var findings = Judge(seen, Policy.BuiltIn);

        Assert.All(
            findings.Values,
            finding =>
                Assert.Equal(
                    (
                        Outcome.Unknown,
                        "sshd's log could not be read: /var/log/auth.log: Permission denied"
                    ),
                    (finding.Outcome, finding.Summary)
                )
        );
    }

    private static Dictionary<string, Finding> Judge(params EventBucket[] buckets) =>
        Judge(Policy.BuiltIn, buckets);

    private static Dictionary<string, Finding> Judge(Policy policy, params EventBucket[] buckets)
    {
        var seen = new ObservationBuilder();
        seen.Fact("auth_log/source", "/var/log/auth.log");
        seen.Complete("auth_log");
        return Judge(seen, policy, buckets);
    }

    private static Dictionary<string, Finding> Judge(
        ObservationBuilder seen,
        Policy policy,
        params EventBucket[] buckets
    )
    {
        var check = new SshAuthLogCheck();
        var input = new JudgeInput
        {
            Checks = ImmutableDictionary<string, CheckFacts>.Empty.Add(
                SshAuthLogCheck.Id,
                CheckFacts.None.After(seen.Build(SshAuthLogCheck.Id, 1, TimeSpan.Zero))
            ),
            Policy = policy,
            AsOf = Now,
            Events = [.. buckets],
        };
        return HostJudge.Judge(check, input).ToDictionary(finding => finding.Rule);
    }

    private static EventBucket Bucket(
        int minutesAgo,
        params (string Kind, string User, string Source, long Count)[] counts
    ) =>
        new(
            Now.AddMinutes(-minutesAgo),
            [.. counts.Select(c => new EventCount(c.Kind, c.User, c.Source, c.Count))],
            0,
            counts.Length,
            counts.Length
        );
}
