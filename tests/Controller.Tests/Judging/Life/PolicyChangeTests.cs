using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;
using static Fleet.Controller.Tests.Judging.Life.Said;

namespace Fleet.Controller.Tests.Judging.Life;

public sealed class PolicyChangeTests
{
    private static readonly RegressionKey Key = new(
        RegressionKind.Rule,
        "t.state/decide",
        "decided/a"
    );

    private static JudgingRules Allowing(string values) =>
        Rule(
            "t.state/decide",
            new RulePolicy(
                Off: false,
                null,
                ImmutableDictionary<string, string>.Empty.Add("allowed", values)
            )
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_fails_only_because_the_policy_got_stricter_is_a_finding_and_no_regression(
        bool timerFirst
    )
    {
        var story = new HostStory().Sees("t.state", "decided/a=better").Under(Allowing("good"));
        _ = timerFirst ? story.TimePasses(TimeSpan.FromMinutes(1)) : story;
        story.Sees("t.state", "decided/a=better");

        Assert.Equal(
            Outcome.Fail,
            story.State.Findings[new FindingKey(Key.Rule, Key.Subject)].Finding.Outcome
        );
        Assert.Empty(story.Told);
        Assert.Empty(story.Events);
    }

    [Fact]
    public void What_was_repaired_after_that_and_breaks_again_is_a_regression() =>
        Assert.Equal(
            Key,
            Assert
                .Single(
                    new HostStory()
                        .Sees("t.state", "decided/a=better")
                        .Under(Allowing("good"))
                        .TimePasses(TimeSpan.FromMinutes(1))
                        .Sees("t.state", "decided/a=good")
                        .Sees("t.state", "decided/a=better")
                        .Open
                )
                .Key
        );

    [Fact]
    public void What_breaks_at_the_moment_of_a_new_policy_is_a_regression_all_the_same() =>
        Assert.Equal(
            Key,
            Assert
                .Single(
                    new HostStory()
                        .Sees("t.state", "decided/a=good")
                        .Under(Allowing("good"))
                        .Sees("t.state", "decided/a=better")
                        .Open
                )
                .Key
        );

    [Fact]
    public void A_policy_that_allows_the_value_resolves_the_regression()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad")
            .Under(Allowing("good,bad"))
            .TimePasses(TimeSpan.FromMinutes(5));

        Assert.Equal(RegressionState.Resolved, story.State.Regressions[Key].State);
    }

    [Fact]
    public void A_policy_that_switches_the_rule_off_resolves_it_too()
    {
        var off = new RulePolicy(Off: true, null, ImmutableDictionary<string, string>.Empty);
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad")
            .Under(Rule("t.state/decide", off))
            .TimePasses(TimeSpan.FromMinutes(5));

        Assert.Equal(RegressionState.Resolved, story.State.Regressions[Key].State);
        Assert.Equal("the policy switches the rule off", story.Events[^1].Text);
    }
}
