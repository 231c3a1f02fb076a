using Fleet.Controller.Judging;
using static Fleet.Controller.Tests.Judging.Life.Said;

namespace Fleet.Controller.Tests.Judging.Life;

public sealed class SilenceTests
{
    private static readonly RegressionKey Key = new(RegressionKind.Drift, "", "watched/a");

    private static HostStory Under(string rule) =>
        new HostStory()
            .Under(With(Silence(rule, Start.AddMinutes(30), Start.AddMinutes(60))))
            .Sees("t.state", "watched/a=1");

    [Fact]
    public void What_opens_within_a_silence_is_silenced_and_back_on_time_with_no_observation()
    {
        var story = Under("").TimePasses(TimeSpan.FromMinutes(30)).Sees("t.state", "watched/a=2");
        Assert.Equal(
            (RegressionState.Silenced, "patch-night"),
            (story.State.Regressions[Key].State, story.State.Regressions[Key].SilencedBy)
        );
        Assert.Equal(Start.AddMinutes(60), story.Changes.JudgeAgainAt);

        story.TimePasses(TimeSpan.FromMinutes(28));

        Assert.Equal(RegressionState.Open, story.State.Regressions[Key].State);
        Assert.Equal(
            [
                RegressionEventKind.Opened,
                RegressionEventKind.Silenced,
                RegressionEventKind.Unsilenced,
            ],
            story.Steps
        );
    }

    [Fact]
    public void What_is_open_already_becomes_silent_when_the_silence_begins()
    {
        var story = Under("watched/**")
            .Sees("t.state", "watched/a=2")
            .TimePasses(TimeSpan.FromMinutes(5));
        Assert.Equal(Start.AddMinutes(30), story.Changes.JudgeAgainAt);

        story.TimePasses(TimeSpan.FromMinutes(25));

        Assert.Equal(RegressionState.Silenced, story.State.Regressions[Key].State);
    }

    [Fact]
    public void Somebody_who_took_it_up_still_has_it_when_the_silence_ends()
    {
        var story = Under("")
            .Sees("t.state", "watched/a=2")
            .Acknowledges(Key)
            .TimePasses(TimeSpan.FromMinutes(30));
        Assert.Equal(RegressionState.Silenced, story.State.Regressions[Key].State);

        story.TimePasses(TimeSpan.FromMinutes(30));

        Assert.Equal(RegressionState.Acknowledged, story.State.Regressions[Key].State);
    }

    [Fact]
    public void A_silence_of_something_else_silences_nothing() =>
        Assert.Equal(
            RegressionState.New,
            Under("other/**")
                .TimePasses(TimeSpan.FromMinutes(30))
                .Sees("t.state", "watched/a=2")
                .State.Regressions[Key]
                .State
        );

    [Fact]
    public void A_silence_by_the_key_behind_a_rule_silences_the_rule()
    {
        var rule = new RegressionKey(RegressionKind.Rule, "t.state/decide", "decided/a");
        var story = new HostStory()
            .Under(With(Silence("decided/*", Start, Start.AddHours(1))))
            .Sees("t.state", "decided/a=good")
            .Sees("t.state", "decided/a=bad");

        Assert.Equal(RegressionState.Silenced, story.State.Regressions[rule].State);
    }

    [Fact]
    public void What_is_resolved_within_a_silence_is_resolved() =>
        Assert.Equal(
            RegressionState.Resolved,
            Under("")
                .TimePasses(TimeSpan.FromMinutes(30))
                .Sees("t.state", "watched/a=2")
                .Sees("t.state", "watched/a=1")
                .State.Regressions[Key]
                .State
        );
}
