using Fleet.Controller.Judging;
using static Fleet.Controller.Tests.Judging.Life.Said;

namespace Fleet.Controller.Tests.Judging.Life;

public sealed class WaiverTests
{
    private static readonly RegressionKey Drift = new(RegressionKind.Drift, "", "watched/a");
    private static readonly FindingKey Finding = new("t.state/decide", "decided/a");
    private static readonly RegressionKey Rule = new(
        RegressionKind.Rule,
        "t.state/decide",
        "decided/a"
    );

    private static readonly DateTimeOffset End = Start.AddHours(2);

    private static HostStory Waived() =>
        new HostStory()
            .Under(With(Waiver("t.state/decide", End)))
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad");

    [Fact]
    public void What_a_waiver_covers_is_a_waived_finding_and_no_regression()
    {
        var story = Waived();

        Assert.Empty(story.Told);
        Assert.Equal(
            ("old device", End),
            (story.State.Findings[Finding].WaivedReason, story.State.Findings[Finding].WaivedUntil)
        );
        Assert.Equal(End, story.Changes.JudgeAgainAt);
    }

    [Fact]
    public void When_it_ends_what_still_fails_is_a_regression_on_time_with_no_observation()
    {
        var story = Waived().TimePasses(TimeSpan.FromHours(3));

        var opened = Assert.Single(story.Open);
        Assert.Equal((Rule, End), (opened.Key, opened.OpenedAt));
        Assert.Null(story.State.Findings[Finding].WaivedUntil);
        Assert.Equal("no longer waived", story.Events[^1].Text);
    }

    [Fact]
    public void When_it_ends_and_the_next_record_is_there_first_the_answer_is_the_same()
    {
        var timer = Waived().TimePasses(TimeSpan.FromHours(3)).Sees("t.state", "decided/a=good");
        var record = Waived();
        record.Later(TimeSpan.FromHours(3)).Sees("t.state", "decided/a=good");

        Assert.Equal(History.StateText.Of(timer.State), History.StateText.Of(record.State));
        Assert.Equal(timer.Steps, record.Steps);
    }

    [Fact]
    public void What_is_open_already_is_accepted_while_the_waiver_lasts()
    {
        var story = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad")
            .Under(With(Waiver("t.state/decide", End)))
            .TimePasses(TimeSpan.FromMinutes(1));
        var accepted = story.State.Regressions[Rule];
        Assert.Equal(
            (RegressionState.Accepted, "carol", "old device", (DateTimeOffset?)End),
            (accepted.State, accepted.AcceptedBy, accepted.Reason, accepted.AcceptedUntil)
        );

        story.TimePasses(TimeSpan.FromHours(2));

        Assert.Equal(RegressionState.Open, story.State.Regressions[Rule].State);
        Assert.Equal(
            (RegressionEventKind.Expired, End),
            (story.Events[^1].Kind, story.Events[^1].At)
        );
    }

    [Fact]
    public void A_waiver_that_is_taken_back_ends_at_once()
    {
        var open = new HostStory()
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad", "watched/a=1")
            .Under(With(Waiver("t.state/decide", End)))
            .TimePasses(TimeSpan.FromMinutes(1))
            .Under(SampleCatalog.Rules)
            .TimePasses(TimeSpan.FromMinutes(1));
        Assert.Equal(RegressionState.Open, open.State.Regressions[Rule].State);

        var never = Waived().Under(SampleCatalog.Rules).TimePasses(TimeSpan.FromMinutes(1));
        Assert.Equal(Rule, Assert.Single(never.Open).Key);
    }

    [Fact]
    public void A_waiver_of_drift_covers_whatever_the_value_is_and_its_end_tells()
    {
        var story = new HostStory()
            .Under(With(Waiver("watched/*", End)))
            .Sees("t.state", "watched/a=1")
            .Sees("t.state", "watched/a=2")
            .Sees("t.state", "watched/a=3");
        Assert.Empty(story.Open);

        story.TimePasses(TimeSpan.FromHours(3));

        var open = Assert.Single(story.Open);
        Assert.Equal((Drift, "1", "3"), (open.Key, open.Before, open.After));
    }

    [Fact]
    public void A_waived_drift_that_goes_back_is_resolved() =>
        Assert.Equal(
            RegressionState.Resolved,
            new HostStory()
                .Under(With(Waiver("watched/*", End)))
                .Sees("t.state", "watched/a=1")
                .Sees("t.state", "watched/a=2")
                .Sees("t.state", "watched/a=1")
                .State.Regressions[Drift]
                .State
        );

    [Fact]
    public void A_waiver_of_another_subject_covers_nothing() =>
        Assert.Single(
            new HostStory()
                .Under(With(Waiver("t.state/decide", End, "decided/b")))
                .Sees("t.state", "decided/a=good")
                .Sees("t.state", "decided/a=bad")
                .Open
        );

    [Fact]
    public void A_waiver_that_follows_another_without_a_gap_tells_nothing()
    {
        var story = new HostStory()
            .Under(
                With(
                    Waiver("t.state/decide", End),
                    Waiver("t.state/decide", End.AddHours(2)) with
                    {
                        Reason = "longer",
                    }
                )
            )
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad")
            .TimePasses(TimeSpan.FromHours(3));

        Assert.Empty(story.Told);
        Assert.Equal("longer", story.State.Findings[Finding].WaivedReason);
    }

    [Fact]
    public void While_it_cannot_be_looked_at_the_end_of_a_waiver_waits()
    {
        var story = Waived().Fails("t.state").TimePasses(TimeSpan.FromHours(3));
        Assert.Empty(story.Open);

        story.Sees("t.state", "decided/a=bad");

        Assert.Equal(Rule, Assert.Single(story.Open).Key);
    }
}
