using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging.Life;

public sealed class LifeTests
{
    private static readonly RegressionKey Key = new(RegressionKind.Drift, "", "watched/a");
    private static readonly RegressionKey Rule = new(
        RegressionKind.Rule,
        "t.state/decide",
        "decided/a"
    );

    private static HostStory Drifted() =>
        new HostStory().Sees("t.state", "watched/a=1").Sees("t.state", "watched/a=2");

    private static RegressionEntry The(HostStory story, RegressionKey key) =>
        story.State.Regressions[key];

    [Fact]
    public void A_regression_is_new_for_a_minute_and_then_open_with_no_observation()
    {
        var story = Drifted();
        var opened = The(story, Key);
        Assert.Equal(RegressionState.New, opened.State);
        Assert.Equal(opened.OpenedAt.AddSeconds(60), story.Changes.JudgeAgainAt);

        story.TimePasses(TimeSpan.FromSeconds(60));

        Assert.Equal(RegressionState.Open, The(story, Key).State);
        Assert.Equal([RegressionEventKind.Opened], story.Steps);
    }

    [Fact]
    public void The_last_good_observation_is_the_run_before_the_bad_one() =>
        Assert.Equal(HostStory.Start.AddMinutes(1), The(Drifted(), Key).LastGoodAt);

    [Fact]
    public void After_a_run_that_could_not_look_the_last_good_one_is_not_known() =>
        Assert.Null(
            The(
                new HostStory()
                    .Sees("t.state", "decided/a=good")
                    .Fails("t.state")
                    .Sees("t.state", "decided/a=bad"),
                Rule
            ).LastGoodAt
        );

    [Fact]
    public void An_operator_takes_it_up_and_gives_it_back()
    {
        var story = Drifted().Acknowledges(Key, note: "looking");
        Assert.Equal(
            (RegressionState.Acknowledged, "alice"),
            (The(story, Key).State, The(story, Key).AcknowledgedBy)
        );
        Assert.Equal(("alice", "looking"), (story.Events[^1].By, story.Events[^1].Text));

        story.GivesBack(Key, "bob");

        Assert.Equal(RegressionState.Open, The(story, Key).State);
        Assert.Equal(RegressionEventKind.Unacknowledged, story.Events[^1].Kind);
    }

    [Fact]
    public void What_was_taken_up_stays_so_while_nothing_changes_and_is_open_again_with_another_value()
    {
        var story = Drifted().Acknowledges(Key).Sees("t.state", "watched/a=2");
        Assert.Equal(RegressionState.Acknowledged, The(story, Key).State);

        story.Sees("t.state", "watched/a=3");

        Assert.Equal(
            (RegressionState.Open, ""),
            (The(story, Key).State, The(story, Key).AcknowledgedBy)
        );
        Assert.Equal(RegressionEventKind.Changed, story.Events[^1].Kind);
    }

    [Fact]
    public void What_was_taken_up_is_open_again_when_a_warning_becomes_a_failure()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=poor")
            .Acknowledges(Rule)
            .Sees("t.state", "decided/a=bad");

        Assert.Equal(RegressionState.Open, The(story, Rule).State);
        Assert.Contains(RegressionEventKind.Changed, story.Steps);
    }

    [Fact]
    public void What_was_resolved_and_comes_again_within_a_week_is_the_same_regression()
    {
        var story = Drifted().Acknowledges(Key).Sees("t.state", "watched/a=1");
        Assert.Equal(RegressionState.Resolved, The(story, Key).State);

        story.TimePasses(TimeSpan.FromDays(6)).Sees("t.state", "watched/a=2");

        var again = The(story, Key);
        Assert.Equal(
            (RegressionState.Regressed, 2, ""),
            (again.State, again.Openings, again.AcknowledgedBy)
        );
        Assert.Equal(RegressionEventKind.Reopened, story.Events[^1].Kind);
    }

    [Fact]
    public void After_a_week_a_resolved_one_is_forgotten_on_time_and_the_next_is_another()
    {
        var story = Drifted().Sees("t.state", "watched/a=1");
        Assert.Equal(The(story, Key).ClosedAt!.Value.AddDays(7), story.Changes.JudgeAgainAt);

        story.TimePasses(TimeSpan.FromDays(7));

        Assert.Empty(story.State.Regressions);
        Assert.False(Assert.Single(story.Changes.Regressions).IsRemembered);
        story.Sees("t.state", "watched/a=2");
        Assert.Equal((RegressionState.New, 1), (The(story, Key).State, The(story, Key).Openings));
    }

    [Fact]
    public void A_note_changes_nothing_but_the_story()
    {
        var story = Drifted();
        var before = The(story, Key);

        story.Notes(Key, "asked the team");

        Assert.Equal(before, The(story, Key));
        Assert.Equal(
            (RegressionEventKind.Noted, "asked the team"),
            (story.Events[^1].Kind, story.Events[^1].Text)
        );
    }

    [Fact]
    public void An_acceptance_that_ends_says_so_at_its_time()
    {
        var story = Drifted();
        var end = story.Now.AddHours(1);
        story.Accepts(Key, end).TimePasses(TimeSpan.FromHours(3));

        Assert.Equal(
            (RegressionEventKind.Expired, end, RegressionState.Open),
            (story.Events[^1].Kind, story.Events[^1].At, story.Events[^1].State)
        );
    }

    [Fact]
    public void An_accepted_rule_whose_fact_takes_a_third_value_is_told()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad")
            .Accepts(Rule)
            .Sees("t.state", "decided/a=worse");

        Assert.Equal(RegressionState.Regressed, The(story, Rule).State);
    }

    [Fact]
    public void The_first_observation_after_an_agent_was_down_is_compared_with_the_last_accepted_state()
    {
        var story = Drifted().Accepts(Key).Later(TimeSpan.FromDays(20));

        Assert.Empty(story.Sees("t.state", "watched/a=2").Open);
        var open = Assert.Single(
            story.Later(TimeSpan.FromDays(3)).Sees("t.state", "watched/a=3").Open
        );
        Assert.Equal(("2", "3"), (open.Before, open.After));
    }
}
