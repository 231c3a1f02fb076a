using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Tests.Notifications.Planning;

public sealed class PlannerTests
{
    private readonly PlanStory _story = new(PlanStory.ToOps());

    [Fact]
    public void What_is_alike_is_told_once_after_the_group_wait()
    {
        for (var host = 1; host <= 37; host++)
        {
            _story.Open(host, $"web-{host}");
        }

        _story.Until(TimeSpan.FromSeconds(29));
        Assert.Empty(_story.Sent);

        _story.Until(TimeSpan.FromMinutes(20));
        var message = Assert.Single(_story.Sent);
        Assert.Equal((NotificationKind.Opened, 37), (message.Kind, message.Told.Length));
    }

    [Fact]
    public void Who_joins_within_the_wait_is_in_the_first_message()
    {
        _story.Open(1, "web-1");
        _story.Until(TimeSpan.FromSeconds(20));
        _story.Open(2, "web-2");
        _story.Until(TimeSpan.FromMinutes(20));

        Assert.Equal(["ops Opened: web-1 web-2"], _story.Told);
    }

    [Fact]
    public void Later_ones_come_as_one_update_not_before_the_interval_is_over()
    {
        _story.Open(1, "web-1");
        _story.Until(TimeSpan.FromSeconds(31));
        _story.Open(2, "web-2");
        _story.Open(3, "web-3");
        _story.Until(TimeSpan.FromMinutes(5));
        Assert.Single(_story.Sent);

        _story.Until(TimeSpan.FromMinutes(6));
        Assert.Equal(["ops Opened: web-1", "ops Opened: web-2 web-3"], _story.Told);
        Assert.True(_story.Sent[1].IsUpdate);
    }

    [Fact]
    public void What_begins_much_later_is_a_group_of_its_own()
    {
        _story.Open(1, "web-1");
        _story.Until(TimeSpan.FromMinutes(40));
        _story.Open(2, "web-2");
        _story.Until(TimeSpan.FromMinutes(45));

        Assert.Equal(2, _story.Groups.Count());
        Assert.False(_story.Sent[1].IsUpdate);
    }

    [Fact]
    public void What_differs_is_told_apart()
    {
        _story.Open(1, "web-1", "root login");
        _story.Open(2, "web-1", "password login");
        _story.Until(TimeSpan.FromMinutes(1));

        Assert.Equal(2, _story.Sent.Count);
    }

    [Theory]
    [InlineData(TopicState.Quiet)]
    [InlineData(TopicState.HeldBack)]
    [InlineData(TopicState.Over)]
    public void Silenced_consequent_and_accepted_ones_are_not_told(TopicState state)
    {
        _story.Open(1, "web-1", state: state);
        _story.Until(TimeSpan.FromHours(5));

        Assert.Empty(_story.Sent);
    }

    [Fact]
    public void When_the_silence_ends_it_is_told()
    {
        _story.Open(1, "web-1", state: TopicState.Quiet);
        _story.Until(TimeSpan.FromHours(1));
        _story.Becomes(1, TopicState.Open, RegressionEventKind.Unsilenced);
        _story.Until(TimeSpan.FromHours(2));

        Assert.Equal(["ops Opened: web-1"], _story.Told);
    }

    [Fact]
    public void What_is_resolved_before_anybody_heard_is_never_told()
    {
        _story.Open(1, "web-1");
        _story.Until(TimeSpan.FromSeconds(10));
        _story.Becomes(1, TopicState.Over, RegressionEventKind.Resolved);
        _story.Until(TimeSpan.FromHours(9));

        Assert.Empty(_story.Sent);
        Assert.All(_story.Groups, group => Assert.NotNull(group.ResolvedAt));
    }

    [Fact]
    public void The_end_is_told_once_when_all_of_them_are_over()
    {
        _story.Open(1, "web-1");
        _story.Open(2, "web-2");
        _story.Until(TimeSpan.FromMinutes(10));
        _story.Becomes(1, TopicState.Over, RegressionEventKind.Resolved);
        _story.Until(TimeSpan.FromMinutes(20));
        Assert.Single(_story.Sent);

        _story.Becomes(2, TopicState.Over, RegressionEventKind.Accepted);
        _story.Until(TimeSpan.FromHours(9));
        Assert.Equal(["ops Opened: web-1 web-2", "ops Resolved: web-1 web-2"], _story.Told);
    }

    [Fact]
    public void A_route_that_wants_no_end_hears_none()
    {
        var story = new PlanStory(PlanStory.ToOps(new() { TellsResolved = false }));
        story.Open(1, "web-1");
        story.Until(TimeSpan.FromMinutes(1));
        story.Becomes(1, TopicState.Over, RegressionEventKind.Resolved);
        story.Until(TimeSpan.FromHours(9));

        Assert.Single(story.Sent);
    }

    [Fact]
    public void What_comes_and_goes_within_the_interval_is_told_once()
    {
        _story.Open(1, "web-1");
        _story.Until(TimeSpan.FromSeconds(40));
        _story.Becomes(1, TopicState.Over, RegressionEventKind.Resolved);
        _story.Until(TimeSpan.FromSeconds(80));
        _story.Becomes(1, TopicState.Open, RegressionEventKind.Reopened);
        _story.Until(TimeSpan.FromSeconds(120));
        _story.Becomes(1, TopicState.Open, RegressionEventKind.FlappingBegan);
        _story.Until(TimeSpan.FromHours(3));

        Assert.Equal(["ops Opened: web-1"], _story.Told);
    }

    [Fact]
    public void What_nobody_takes_up_is_told_again_and_escalated_once()
    {
        var story = new PlanStory(
            PlanStory.ToOps(new() { Escalation = new(TimeSpan.FromMinutes(30), ["boss"]) })
        );
        story.Open(1, "web-1");
        story.Until(TimeSpan.FromMinutes(30));
        Assert.Single(story.Sent);

        story.Until(TimeSpan.FromHours(9));
        Assert.Equal(
            [
                "ops Opened: web-1",
                "boss Escalation: web-1",
                "ops Reminder: web-1",
                "ops Reminder: web-1",
            ],
            story.Told
        );

        story.Becomes(1, TopicState.Over, RegressionEventKind.Resolved);
        story.Until(TimeSpan.FromHours(10));
        Assert.Equal(["ops Resolved: web-1", "boss Resolved: web-1"], story.Told.Skip(4));
    }

    [Fact]
    public void Acknowledged_in_time_nobody_is_escalated_to_or_reminded()
    {
        var story = new PlanStory(
            PlanStory.ToOps(new() { Escalation = new(TimeSpan.FromMinutes(30), ["boss"]) })
        );
        story.Open(1, "web-1");
        story.Until(TimeSpan.FromMinutes(10));
        story.Becomes(1, TopicState.Quiet, RegressionEventKind.Acknowledged);
        story.Until(TimeSpan.FromHours(9));

        Assert.Single(story.Sent);
    }

    [Fact]
    public void One_that_becomes_something_else_is_told_with_what_it_is_like_now()
    {
        _story.Open(1, "web-1");
        _story.Open(2, "web-2");
        _story.Until(TimeSpan.FromMinutes(1));
        _story.Becomes(2, "password login");
        _story.Until(TimeSpan.FromMinutes(2));

        Assert.Equal(["ops Opened: web-1 web-2", "ops Opened: web-2"], _story.Told);
    }

    [Fact]
    public void Silent_hosts_are_one_message_and_their_news_waits()
    {
        _story.Silent(1, "web-1");
        _story.Silent(2, "web-2");
        _story.Open(1, "web-1", state: TopicState.HeldBack);
        _story.Until(TimeSpan.FromMinutes(10));
        Assert.Equal(["ops Opened: web-1 web-2"], _story.Told);

        _story.Silent(1, "web-1", TopicState.Over);
        _story.Silent(2, "web-2", TopicState.Over);
        _story.Becomes(1, TopicState.Open, RegressionEventKind.Noted);
        _story.Until(TimeSpan.FromMinutes(12));
        Assert.Equal(
            ["ops Opened: web-1", "ops Resolved: web-1 web-2"],
            _story.Told.Skip(1).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_receiver_that_the_policy_no_longer_names_hears_nothing_more()
    {
        _story.Open(1, "web-1");
        _story.Until(TimeSpan.FromMinutes(1));
        var plan = Planner.Make(
            _story.Input() with
            {
                Policy = NotificationPolicy.None,
                Now = _story.Now.AddDays(1),
            }
        );

        Assert.Empty(plan.Messages);
        Assert.NotNull(Assert.Single(plan.Groups).ResolvedAt);
    }

    [Fact]
    public void The_same_input_gives_the_same_plan()
    {
        _story.Open(1, "web-1");
        _story.Until(TimeSpan.FromSeconds(29));
        _story.Now = PlanStory.Start.AddSeconds(31);
        var (one, other) = (Planner.Make(_story.Input()), Planner.Make(_story.Input()));

        Assert.Equal(
            one.Messages.Select(message => (message.Receiver, message.Kind, message.Told[0].Ref)),
            other.Messages.Select(message => (message.Receiver, message.Kind, message.Told[0].Ref))
        );
        Assert.Single(one.Messages);
    }

    [Fact]
    public void A_quiet_fleet_stores_nothing()
    {
        _story.Open(1, "web-1");
        _story.Until(TimeSpan.FromMinutes(1));

        Assert.Empty(Planner.Make(_story.Input()).Groups);
    }

    [Fact]
    public void What_comes_again_much_later_is_news_again_and_what_comes_and_goes_is_not()
    {
        _story.Open(1, "web-1");
        _story.Open(2, "web-2");
        _story.Until(TimeSpan.FromMinutes(1));
        _story.Becomes(1, TopicState.Over, RegressionEventKind.Resolved);
        _story.Until(TimeSpan.FromMinutes(60));
        _story.Open(1, "web-1");
        _story.Until(TimeSpan.FromMinutes(70));

        Assert.Equal(["ops Opened: web-1 web-2", "ops Opened: web-1"], _story.Told);
    }

    [Fact]
    public void A_storm_of_news_is_planned_for_in_one_go()
    {
        for (var id = 1; id <= 40_000; id++)
        {
            _story.Open(id, $"web-{id % 2000}", $"kind {id % 500}");
        }

        _story.Until(TimeSpan.FromSeconds(30));

        Assert.Equal(500, _story.Sent.Count);
        Assert.Equal(40_000, _story.Sent.Sum(message => message.Told.Length));
    }
}
