using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

public sealed class AcceptanceTests
{
    private static readonly RegressionKey Key = new(RegressionKind.Drift, "", "watched/a");

    private static HostStory Drifted() =>
        new HostStory().Sees("t.state", "watched/a=1").Sees("t.state", "watched/a=2");

    [Fact]
    public void An_accepted_value_is_the_baseline()
    {
        var story = Drifted().Accepts(Key);

        Assert.Empty(story.Open);
        Assert.Equal(new Baseline("2", "bob", "planned", null), story.State.Baselines["watched/a"]);
        Assert.Empty(story.Sees("t.state", "watched/a=2").Open);
    }

    [Fact]
    public void Another_value_after_an_acceptance_is_a_regression_again()
    {
        var story = Drifted().Accepts(Key).Sees("t.state", "watched/a=3");

        var open = Assert.Single(story.Open);
        Assert.Equal(("2", "3"), (open.Before, open.After));
    }

    [Fact]
    public void Going_back_to_what_was_before_resolves_it()
    {
        var story = Drifted().Accepts(Key).Sees("t.state", "watched/a=1");

        Assert.Empty(story.Live);
        Assert.Equal("1", story.State.Baselines["watched/a"].Value);
    }

    [Fact]
    public void An_acceptance_that_ends_opens_it_again_with_no_new_observation()
    {
        var story = Drifted();
        story.Accepts(Key, story.Now + TimeSpan.FromHours(1));
        Assert.Equal(story.Now + TimeSpan.FromHours(1), story.Changes.JudgeAgainAt);

        story.TimePasses(TimeSpan.FromHours(1));

        Assert.Equal(("1", "2"), (story.Open.Single().Before, story.Open.Single().After));
        Assert.Equal("1", story.State.Baselines["watched/a"].Value);
    }

    [Fact]
    public void An_accepted_rule_stays_accepted_until_it_passes()
    {
        var rule = new RegressionKey(RegressionKind.Rule, "t.state/decide", "decided/a");
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad")
            .Accepts(rule)
            .Sees("t.state", "decided/a=bad");
        Assert.Empty(story.Open);

        story.Sees("t.state", "decided/a=good");

        Assert.Empty(story.Live);
    }

    [Fact]
    public void Accepting_what_is_not_open_is_refused() =>
        Assert.Throws<KeyNotFoundException>(() =>
            new HostStory().Sees("t.state", "watched/a=1").Accepts(Key)
        );
}
