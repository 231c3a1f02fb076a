using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

public sealed class RegressionTests
{
    private static readonly Coverage All = new("", CoverageState.Complete);
    private static readonly Coverage AliceDenied = new(
        "watched/alice",
        CoverageState.Unreadable,
        "/home/alice: Permission denied"
    );

    private static RegressionKey Drift(string key) => new(RegressionKind.Drift, "", key);

    private static RegressionKey Decide(string key) =>
        new(RegressionKind.Rule, "t.state/decide", key);

    [Fact]
    public void Enrolment_adopts_what_it_finds_and_tells_nothing()
    {
        var story = new HostStory().Sees(
            "t.state",
            "watched/a=1",
            "decided/a=bad",
            "inventory/a=1"
        );

        Assert.Empty(story.Told);
        Assert.Empty(story.Changes.FactChanges);
        Assert.Equal(
            Outcome.Fail,
            story.State.Findings[new FindingKey("t.state/decide", "decided/a")].Finding.Outcome
        );
    }

    [Fact]
    public void A_watched_fact_that_appears_is_a_regression_until_it_is_gone()
    {
        var story = new HostStory()
            .Sees("t.state", "watched/a=1")
            .Sees("t.state", "watched/a=1", "watched/b=2");

        var opened = Assert.Single(story.Open);
        Assert.Equal(
            (Drift("watched/b"), "absent", "2"),
            (opened.Key, opened.Before, opened.After)
        );

        story.Sees("t.state", "watched/a=1");

        Assert.Empty(story.Open);
        Assert.Equal(RegressionState.Resolved, story.Told[^1].State);
    }

    [Fact]
    public void A_rule_that_worsens_and_its_fact_are_one_regression_with_before_and_after()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad");

        var opened = Assert.Single(story.Open);
        Assert.Equal(
            (Decide("decided/a"), "good", "bad"),
            (opened.Key, opened.Before, opened.After)
        );
        Assert.Equal("decided/a", Assert.Single(opened.Changes).Key);

        story.Sees("t.state", "decided/a=good");

        Assert.Empty(story.Live);
    }

    [Fact]
    public void What_was_wrong_at_enrolment_is_no_regression_and_neither_is_its_repair()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=bad")
            .Sees("t.state", "decided/a=worse")
            .Sees("t.state", "decided/a=good");

        Assert.Empty(story.Told);
        Assert.Equal("good", story.State.Baselines["decided/a"].Value);
    }

    [Fact]
    public void Once_repaired_it_is_a_regression_when_it_breaks_again()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=bad")
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad");

        Assert.Equal(Decide("decided/a"), Assert.Single(story.Open).Key);
    }

    [Fact]
    public void A_change_that_a_rule_passes_is_history_and_the_new_baseline()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=better");

        Assert.Empty(story.Told);
        Assert.Equal("better", story.State.Baselines["decided/a"].Value);
        Assert.Equal(
            ("good", "better"),
            (story.Changes.FactChanges[0].Before, story.Changes.FactChanges[0].After)
        );
    }

    [Fact]
    public void A_fact_that_keeps_moving_is_one_regression_from_its_baseline_to_now()
    {
        var story = new HostStory().Sees("t.state", "watched/a=1");
        for (var value = 2; value < 50; value++)
        {
            story.Sees("t.state", $"watched/a={value}");
        }

        var change = Assert.Single(Assert.Single(story.Open).Changes);
        Assert.Equal(("1", "49"), (change.Before, change.After));
    }

    [Fact]
    public void Warn_to_fail_stays_one_regression()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=poor")
            .Sees("t.state", "decided/a=bad");

        var open = Assert.Single(story.Open);
        Assert.Equal("decided/a is bad", open.Summary);
    }

    [Fact]
    public void A_home_that_is_denied_and_given_back_removes_nothing_and_opens_nothing()
    {
        var story = new HostStory()
            .SeesUnder("t.state", [All], "watched/alice/key=1")
            .SeesUnder("t.state", [All, AliceDenied]);

        Assert.True(story.State.Checks["t.state"].Facts.Read("watched/alice/key").IsUnknown);

        story.SeesUnder("t.state", [All], "watched/alice/key=1");

        Assert.Empty(story.Told);
        Assert.True(story.State.Checks["t.state"].Facts.Read("watched/alice/key").IsPresent);
    }

    [Fact]
    public void A_key_that_appears_while_its_home_is_denied_is_news_when_the_home_is_back()
    {
        var story = new HostStory()
            .SeesUnder("t.state", [All], "watched/alice/key=1")
            .SeesUnder("t.state", [All, AliceDenied])
            .SeesUnder("t.state", [All], "watched/alice/key=1", "watched/alice/other=2");

        Assert.Equal(Drift("watched/alice/other"), Assert.Single(story.Open).Key);
    }

    [Fact]
    public void A_home_denied_at_enrolment_is_adopted_when_it_can_first_be_read()
    {
        var story = new HostStory()
            .SeesUnder("t.state", [All, AliceDenied], "watched/bob=1")
            .SeesUnder("t.state", [All], "watched/alice/key=1", "watched/bob=1");

        Assert.Empty(story.Told);

        story.SeesUnder(
            "t.state",
            [All],
            "watched/alice/key=1",
            "watched/alice/other=2",
            "watched/bob=1"
        );

        Assert.Equal(Drift("watched/alice/other"), Assert.Single(story.Open).Key);
    }

    [Fact]
    public void A_run_that_failed_neither_closes_nor_opens_anything()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=good", "watched/a=1")
            .Sees("t.state", "decided/a=bad")
            .Fails("t.state");

        Assert.Equal(2, story.Open.Count());
        Assert.Equal(
            Outcome.Unknown,
            story.State.Findings[new FindingKey("t.state/decide", "decided/a")].Finding.Outcome
        );

        story.Sees("t.state", "decided/a=bad");

        Assert.Equal(2, story.Open.Count());
        Assert.Equal(2, story.Told.DistinctBy(r => r.Key).Count());
    }

    [Fact]
    public void Unknown_between_pass_and_fail_does_not_hide_the_regression()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Fails("t.state")
            .Sees("t.state", "decided/a=bad");

        Assert.Equal(Decide("decided/a"), Assert.Single(story.Open).Key);
    }

    [Fact]
    public void A_new_version_of_a_check_adopts_the_keys_it_brings()
    {
        var story = new HostStory().Sees("t.state", "watched/a=1");

        story.Observes(
            HostStory.Observation("t.state", [All], ["watched/a=1", "watched/new=2"]) with
            {
                CheckVersion = 2,
            }
        );

        Assert.Empty(story.Told);
        Assert.Equal("2", story.State.Baselines["watched/new"].Value);
    }
}
