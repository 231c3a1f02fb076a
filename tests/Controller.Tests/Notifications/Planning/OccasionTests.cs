using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Judging.Policies;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Tests.Notifications.Planning;

/// <summary>What one look at a host brought is told together.</summary>
public sealed class OccasionTests
{
    private readonly PlanStory _story = new(PlanStory.ToOps());

    [Fact]
    public void What_changed_at_one_moment_on_a_host_is_told_together_and_with_other_hosts_of_either_change()
    {
        for (var host = 1; host <= 5; host++)
        {
            // The feed may have them in any order.
            var (root, users) = host % 2 == 0 ? (host, host + 10) : (host + 10, host);
            _story.Open(root, $"web-{host}", "root login", occasion: $"{host}/ssh.config");
            _story.Open(users, $"web-{host}", "users", occasion: $"{host}/ssh.config");
            _story.Plan();
        }

        _story.Open(30, "web-6", "users", occasion: "6/ssh.config");
        _story.Open(31, "web-7", "something else", occasion: "7/ssh.config");
        _story.Until(TimeSpan.FromMinutes(20));

        Assert.Equal(2, _story.Sent.Count);
        Assert.Equal(11, _story.Sent[0].Told.Length);
        Assert.Equal("web-7", Assert.Single(_story.Sent[1].Told).Host.Name);
    }

    [Fact]
    public void It_is_resolved_when_all_that_changed_is()
    {
        _story.Open(1, "web-1", "root login", occasion: "1/ssh.config");
        _story.Open(2, "web-1", "users", occasion: "1/ssh.config");
        _story.Until(TimeSpan.FromMinutes(1));
        _story.Becomes(1, TopicState.Over, RegressionEventKind.Resolved);
        _story.Until(TimeSpan.FromMinutes(20));
        Assert.Single(_story.Sent);

        _story.Becomes(2, TopicState.Over, RegressionEventKind.Resolved);
        _story.Until(TimeSpan.FromMinutes(40));
        Assert.Equal(NotificationKind.Resolved, _story.Sent[^1].Kind);
        Assert.Equal(2, _story.Sent[^1].Told.Length);
    }
}
