using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;
using Fleet.Checks.Facts;
using Fleet.Checks.Host;
using Fleet.Checks.Judging;
using Fleet.Checks.Judging.Expectations;
using Fleet.Checks.Tests.Catalog.Sshd;
using Fleet.Checks.Tests.Host;

namespace Fleet.Checks.Tests.Catalog.Profiles;

public sealed class ProfileJudgeTests
{
    private const string RootLogin = "ssh.config/permit_root_login";

    [Fact]
    public async Task What_a_rule_warns_of_fails_the_control_with_the_control_s_severity()
    {
        var result = await OnlyAsync(
            new ByRule(RootLogin, Parameters("allowed", "no")),
            "permitrootlogin prohibit-password"
        );

        Assert.Equal(
            ("c1", RootLogin, "", Outcome.Fail, Severity.Critical),
            (result.ControlId, result.Rule, result.Subject, result.Outcome, result.Severity)
        );
        Assert.Equal(["sshd_config/PermitRootLogin"], result.Keys);
        Assert.NotEmpty(result.Remedy);
    }

    [Fact]
    public async Task The_fleet_s_policy_does_not_change_what_a_profile_says()
    {
        var input = await InputAsync("permitrootlogin yes");
        var lax = new Policy(
            ImmutableDictionary<string, RulePolicy>.Empty.Add(
                RootLogin,
                new RulePolicy(Off: true, Severity.Info, Parameters("allowed", "yes"))
            )
        );

        var results = Judge(
            new ByRule(RootLogin, ImmutableDictionary<string, string>.Empty),
            input with
            {
                Policy = lax,
            }
        );

        Assert.Equal(Outcome.Fail, Assert.Single(results).Outcome);
    }

    [Fact]
    public async Task All_parts_have_results_of_their_own()
    {
        var results = Judge(
            new AllOf([
                Expect("MaxAuthTries", new Within(null, "4")),
                Expect("UsePAM", new OneOf(["yes"])),
            ]),
            await InputAsync("maxauthtries 6")
        );

        Assert.Equal(
            [
                ("expect/sshd_config/MaxAuthTries", Outcome.Fail),
                ("expect/sshd_config/UsePAM", Outcome.Pass),
            ],
            results.Select(result => (result.Rule, result.Outcome))
        );
        Assert.Equal(Outcome.Fail, ControlResult.Together(results));
    }

    [Theory]
    [InlineData("allowusers alice", Outcome.Pass)]
    [InlineData("denygroups guests", Outcome.Pass)]
    [InlineData("maxauthtries 6", Outcome.Fail)]
    public async Task One_part_that_holds_is_enough(string line, Outcome outcome)
    {
        var result = await OnlyAsync(
            new AnyOf([Expect("AllowUsers", new Present()), Expect("DenyGroups", new Present())]),
            line
        );

        Assert.Equal((ControlResult.AnyRule, outcome), (result.Rule, result.Outcome));
        Assert.Equal(["sshd_config/AllowUsers", "sshd_config/DenyGroups"], result.Keys);
    }

    [Fact]
    public async Task Of_two_parts_that_speak_of_one_fact_the_worse_is_told()
    {
        var result = await OnlyAsync(
            new AllOf([
                Expect("MaxAuthTries", new Within("1", null)),
                Expect("MaxAuthTries", new Within(null, "4")),
            ]),
            "maxauthtries 6"
        );

        Assert.Equal(Outcome.Fail, result.Outcome);
    }

    [Fact]
    public async Task A_control_for_a_person_is_unknown_and_says_why()
    {
        var result = await OnlyAsync(new ByHand("a text has to be read"), "usepam yes");

        Assert.True(result.IsManual);
        Assert.Equal(
            (Outcome.Unknown, "not judged by machine: a text has to be read"),
            (result.Outcome, result.Summary)
        );
    }

    [Fact]
    public void A_check_that_never_ran_is_unknown()
    {
        var nothing = new JudgeInput
        {
            Checks = ImmutableDictionary<string, CheckFacts>.Empty,
            Policy = Policy.BuiltIn,
            AsOf = DateTimeOffset.UnixEpoch,
        };

        foreach (
            var judgement in (Judgement[])
                [
                    new ByRule(RootLogin, ImmutableDictionary<string, string>.Empty),
                    Expect("UsePAM", new OneOf(["yes"])),
                    new AnyOf([Expect("UsePAM", new OneOf(["yes"]))]),
                ]
        )
        {
            var result = Assert.Single(Judge(judgement, nothing));
            Assert.Equal(
                (Outcome.Unknown, "its check has not run yet"),
                (result.Outcome, result.Summary)
            );
        }
    }

    [Fact]
    public async Task Without_sshd_no_control_applies()
    {
        var judged = await new JudgedTogether(new FakeHost(), "ssh.config").RunAsync();

        foreach (
            var judgement in (Judgement[])
                [
                    new ByRule(RootLogin, ImmutableDictionary<string, string>.Empty),
                    Expect("UsePAM", new OneOf(["yes"])),
                    new AnyOf([Expect("AllowUsers", new Present())]),
                ]
        )
        {
            Assert.Equal(
                Outcome.NotApplicable,
                Assert.Single(Judge(judgement, judged.Input)).Outcome
            );
        }
    }

    [Fact]
    public async Task A_failed_check_is_unknown()
    {
        var input = await InputAsync("usepam yes");
        var failed = CheckFacts.None.After(
            new Observation
            {
                Check = "ssh.config",
                CheckVersion = 1,
                Status = RunStatus.Failed,
                Reason = "its deadline passed",
            }
        );

        var result = Assert.Single(
            Judge(
                Expect("UsePAM", new OneOf(["yes"])),
                input with
                {
                    Checks = input.Checks.SetItem("ssh.config", failed),
                }
            )
        );

        Assert.Equal(
            (Outcome.Unknown, "could not look: its deadline passed"),
            (result.Outcome, result.Summary)
        );
    }

    private static ByExpectation Expect(string keyword, Condition holds) =>
        new(
            new FactExpectation
            {
                Check = "ssh.config",
                Key = "sshd_config/" + keyword,
                Holds = holds,
                Severity = Severity.Low,
            }
        );

    private static ImmutableDictionary<string, string> Parameters(string name, string value) =>
        ImmutableDictionary<string, string>.Empty.Add(name, value);

    private static async Task<ControlResult> OnlyAsync(Judgement by, string line) =>
        Assert.Single(Judge(by, await InputAsync(line)));

    private static ImmutableArray<ControlResult> Judge(Judgement by, JudgeInput input) =>
        ProfileJudge.Judge(
            new Profile
            {
                Name = "p",
                Title = "p",
                Source = new ProfileSource("d", "1", ""),
                Controls =
                [
                    new Control
                    {
                        Id = "c1",
                        Title = "t",
                        Severity = Severity.Critical,
                        JudgedBy = by,
                    },
                ],
            },
            input,
            CheckCatalog.BuiltIn
        );

    private static async Task<JudgeInput> InputAsync(string line)
    {
        var host = SshHosts
            .Debian()
            .Command(HostCommand.SshdEffectiveConfig, SshHosts.PrintedBy(SshHosts.Debian12T, line));
        return (await new JudgedTogether(host, "ssh.service", "ssh.config").RunAsync()).Input;
    }
}
