using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Judging.Policies.Comparing;
using static Fleet.Controller.Tests.Judging.Policies.PolicyTexts;

namespace Fleet.Controller.Tests.Judging.Policies.Comparing;

/// <summary>What another policy would make of a host, from what is stored.</summary>
public sealed class OutcomeDifferenceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_stricter_value_fails_where_it_passed()
    {
        var difference = Assert.Single(
            Of("", "rules: {ssh.config/max_auth_tries: {max: 4}}\n", "MaxAuthTries=6")
        );

        Assert.Equal("ssh.config/max_auth_tries", difference.Rule);
        Assert.Equal(Outcome.Pass, difference.Before.Outcome);
        Assert.True(difference.After.Outcome is Outcome.Warn or Outcome.Fail);
        Assert.Contains("6", difference.Summary);
    }

    [Fact]
    public void A_policy_for_other_hosts_changes_nothing() =>
        Assert.Empty(
            Of(
                "",
                "hosts: [{host: db-*, rules: {ssh.config/max_auth_tries: {max: 4}}}]\n",
                "MaxAuthTries=6"
            )
        );

    [Fact]
    public void A_severity_alone_changes_no_outcome() =>
        Assert.Empty(
            Of("", "rules: {ssh.config/max_auth_tries: {severity: critical}}\n", "MaxAuthTries=60")
        );

    [Fact]
    public void A_rule_that_is_switched_off_is_no_longer_judged()
    {
        var difference = Assert.Single(
            Of("", "rules: {ssh.config/max_auth_tries: {off: true}}\n", "MaxAuthTries=60")
        );

        Assert.Equal(new Verdict(Outcome.Unspecified, Waived: false), difference.After);
    }

    [Theory]
    [InlineData("2026-11-23", true)]
    [InlineData("2026-11-22", false)]
    public void A_waiver_tells_only_while_it_holds(string until, bool differs) =>
        Assert.Equal(
            differs ? [(false, true)] : [],
            Of(
                    "",
                    $"waivers: [{{rule: ssh.config/max_auth_tries, reason: r, until: {until}}}]\n",
                    "MaxAuthTries=60"
                )
                .Select(difference => (difference.Before.Waived, difference.After.Waived))
        );

    [Fact]
    public void A_rule_of_the_policy_itself_is_judged_too()
    {
        var difference = Assert.Single(
            Of(
                "",
                "expect: {grace: {fact: sshd_config/LoginGraceTime, at_most: 60}}\n",
                "LoginGraceTime=120"
            )
        );

        Assert.Equal("ssh.config/policy.grace", difference.Rule);
        Assert.Equal(
            (Outcome.Unspecified, Outcome.Fail),
            (difference.Before.Outcome, difference.After.Outcome)
        );
    }

    [Fact]
    public void Nothing_differs_from_itself()
    {
        const string Text = "rules: {ssh.config/max_auth_tries: {max: 4}}\n";

        Assert.Empty(Of(Text, Text, "MaxAuthTries=60"));
        Assert.Empty(SettingDifference.Of(Rules(Text), Rules(Text)));
    }

    [Fact]
    public void Settings_are_told_with_both_values() =>
        Assert.Equal(
            [
                new("ssh.config/max_auth_tries", "max", "4", "6"),
                new("ssh.config/policy.grace", "expect", "", "LoginGraceTime is at most 60"),
            ],
            SettingDifference
                .Of(
                    Rules("rules: {ssh.config/max_auth_tries: {max: 4}}\n"),
                    Rules("expect: {grace: {fact: sshd_config/LoginGraceTime, at_most: 60}}\n")
                )
                .ToArray()
        );

    private static OutcomeDifference[] Of(string before, string after, params string[] settings) =>
        [.. OutcomeDifference.Of(Host(settings), Rules(before), Rules(after), Now)];

    private static JudgingRules Rules(string text) =>
        new PolicyInForce(CheckCatalog.BuiltIn, Valid(text)).For(Host());

    private static HostState Host(params string[] settings)
    {
        var seen = HostStory.Observation(
            "ssh.config",
            [new Coverage("", CoverageState.Complete)],
            [.. settings.Select(setting => $"sshd_config/{setting}")]
        );
        return new HostStory().Observes(seen).State;
    }
}
