using Fleet.Controller.Judging;

namespace Fleet.Controller.Tests.Judging;

public sealed class CauseTests
{
    private static readonly RegressionKey Running = new(RegressionKind.Rule, "t.cause/running", "");

    private static HostStory Healthy() =>
        new HostStory().Sees("t.cause", "running=yes").Sees("t.port", "listen/22=sshd");

    [Fact]
    public void Consequences_attach_to_their_cause() =>
        Assert.Equal(
            Running,
            Assert.Single(Healthy().Sees("t.cause", "running=no").Sees("t.port").TopLevel).Key
        );

    [Fact]
    public void A_consequence_seen_before_its_cause_attaches_when_the_cause_is_seen()
    {
        var story = Healthy().Sees("t.port");
        Assert.DoesNotContain(story.TopLevel, r => r.Key == Running);

        story.Sees("t.cause", "running=no");

        Assert.Equal(Running, Assert.Single(story.TopLevel).Key);
    }

    [Fact]
    public void Healing_in_either_order_leaves_nothing_open_and_shows_no_consequence_by_itself()
    {
        var causeFirst = Healthy()
            .Sees("t.cause", "running=no")
            .Sees("t.port")
            .Sees("t.cause", "running=yes");
        Assert.Empty(causeFirst.TopLevel);
        Assert.Empty(causeFirst.Sees("t.port", "listen/22=sshd").Open);

        var portFirst = Healthy()
            .Sees("t.cause", "running=no")
            .Sees("t.port")
            .Sees("t.port", "listen/22=sshd");
        Assert.Equal(Running, Assert.Single(portFirst.TopLevel).Key);
        Assert.Empty(portFirst.Sees("t.cause", "running=yes").Open);
    }

    [Fact]
    public void A_consequence_that_outlives_its_cause_stands_by_itself_once_it_was_seen_again()
    {
        var story = Healthy()
            .Sees("t.cause", "running=no")
            .Sees("t.port")
            .Sees("t.cause", "running=yes");
        Assert.Empty(story.TopLevel);

        story.Sees("t.port");

        Assert.NotEmpty(story.TopLevel);
    }

    [Fact]
    public void What_was_broken_long_before_is_no_consequence()
    {
        var story = Healthy().Sees("t.port").TimePasses(TimeSpan.FromHours(2));
        var before = story.TopLevel.Count();

        story.Sees("t.cause", "running=no");

        Assert.Equal(before + 1, story.TopLevel.Count());
    }
}
