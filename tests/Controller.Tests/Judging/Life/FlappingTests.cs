using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging.Life;

public sealed class FlappingTests
{
    private static readonly RegressionKey Drift = new(RegressionKind.Drift, "", "watched/a");
    private static readonly RegressionKey Rule = new(
        RegressionKind.Rule,
        "t.state/decide",
        "decided/a"
    );

    private static HostStory Flapping(RegressionKind kind, int times)
    {
        var story = new HostStory().Sees("t.state", Fact(kind, good: true));
        for (var time = 0; time < times; time++)
        {
            story.Sees("t.state", Fact(kind, good: false)).Sees("t.state", Fact(kind, good: true));
        }

        return story;
    }

    private static string Fact(RegressionKind kind, bool good) =>
        (kind == RegressionKind.Drift ? "watched/a=" : "decided/a=") + (good ? "good" : "bad");

    private static RegressionEntry The(HostStory story, RegressionKind kind) =>
        story.State.Regressions[kind == RegressionKind.Drift ? Drift : Rule];

    [Theory]
    [InlineData(RegressionKind.Drift)]
    [InlineData(RegressionKind.Rule)]
    public void The_third_opening_within_an_hour_is_flapping_and_does_not_resolve_at_once(
        RegressionKind kind
    )
    {
        Assert.Null(The(Flapping(kind, 2), kind).FlappingSince);

        var story = Flapping(kind, 3);

        Assert.True(The(story, kind).IsOpen);
        Assert.Equal(HostStory.Start.AddMinutes(2), The(story, kind).FlappingSince);
        Assert.Equal(
            (RegressionEventKind.FlappingBegan, "comes and goes: 3 times in 4 min"),
            (story.Events[^1].Kind, story.Events[^1].Text)
        );
    }

    [Theory]
    [InlineData(RegressionKind.Drift)]
    [InlineData(RegressionKind.Rule)]
    public void While_it_flaps_it_is_counted_and_not_told(RegressionKind kind)
    {
        var (three, seven) = (Flapping(kind, 3), Flapping(kind, 7));

        Assert.Equal(three.Steps, seven.Steps);
        Assert.Equal(7, The(seven, kind).Openings);
    }

    [Theory]
    [InlineData(RegressionKind.Drift)]
    [InlineData(RegressionKind.Rule)]
    public void It_is_resolved_once_it_held_good_for_half_an_hour_with_no_observation(
        RegressionKind kind
    )
    {
        var story = Flapping(kind, 4);
        var calm = story.Now.AddMinutes(30);
        Assert.Equal(calm, story.Changes.JudgeAgainAt);

        story.TimePasses(TimeSpan.FromMinutes(29));
        Assert.True(The(story, kind).IsOpen);
        story.TimePasses(TimeSpan.FromMinutes(5));

        Assert.Equal(
            (RegressionState.Resolved, calm, null),
            (The(story, kind).State, The(story, kind).ClosedAt, The(story, kind).FlappingSince)
        );
        Assert.Equal(
            [RegressionEventKind.FlappingEnded, RegressionEventKind.Resolved],
            story.Steps.TakeLast(2)
        );
    }

    [Theory]
    [InlineData(RegressionKind.Drift)]
    [InlineData(RegressionKind.Rule)]
    public void What_cannot_be_looked_at_does_not_become_good_by_waiting(RegressionKind kind)
    {
        var story = Flapping(kind, 4).Fails("t.state").TimePasses(TimeSpan.FromHours(2));
        Assert.True(The(story, kind).IsOpen);

        story.Sees("t.state", Fact(kind, good: true));

        Assert.Equal(RegressionState.Resolved, The(story, kind).State);
    }

    [Fact]
    public void Three_openings_a_day_apart_are_not_flapping()
    {
        var story = new HostStory().Sees("t.state", "watched/a=good");
        for (var day = 0; day < 5; day++)
        {
            story
                .Sees("t.state", "watched/a=bad")
                .Sees("t.state", "watched/a=good")
                .TimePasses(TimeSpan.FromDays(1));
        }

        Assert.Equal(RegressionState.Resolved, The(story, RegressionKind.Drift).State);
        Assert.DoesNotContain(RegressionEventKind.FlappingBegan, story.Steps);
    }
}
