using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Tests.Notifications.Planning;

/// <summary>Whatever happens in whatever order, and whenever plans are made: nothing is lost and nothing is told twice.</summary>
public sealed class PlannerPropertyTests
{
    private const int Stories = 300;

    [Fact]
    public void Whoever_stays_open_is_told_exactly_once_however_the_feed_is_cut()
    {
        for (var seed = 0; seed < Stories; seed++)
        {
            var random = new Random(seed);
            var story = new PlanStory(PlanStory.ToOps());
            var count = random.Next(1, 30);
            for (var id = 1; id <= count; id++)
            {
                story.Open(id, $"web-{id}", $"kind {random.Next(3)}");
                Pass(story, random);
            }

            Settle(story);
            var told = story
                .Sent.Where(message => message.Kind == NotificationKind.Opened)
                .SelectMany(message => message.Told)
                .GroupBy(topic => topic.Ref)
                .ToDictionary(group => group.Key, group => group.Count());
            Assert.True(
                told.Count == count && told.Values.All(times => times == 1),
                $"seed {seed}: {told.Count} of {count} told, at most {told.Values.Max()} times"
            );
        }
    }

    [Fact]
    public void Every_group_that_was_told_and_is_over_is_told_to_be_over_exactly_once()
    {
        for (var seed = 0; seed < Stories; seed++)
        {
            var random = new Random(seed);
            var story = new PlanStory(PlanStory.ToOps());
            var count = random.Next(1, 12);
            for (var id = 1; id <= count; id++)
            {
                story.Open(id, $"web-{id}", $"kind {random.Next(2)}");
                Pass(story, random);
            }

            for (var id = 1; id <= count; id++)
            {
                story.Becomes(id, TopicState.Over, RegressionEventKind.Resolved);
                Pass(story, random);
            }

            Settle(story);
            Assert.All(story.Groups, group => Assert.NotNull(group.ResolvedAt));
            var opened = Refs(story, NotificationKind.Opened);
            Assert.Equal(opened, Refs(story, NotificationKind.Resolved));
            Assert.Equal(opened.Distinct(), opened);
        }
    }

    [Fact]
    public void Never_are_two_messages_of_a_group_closer_than_its_interval()
    {
        for (var seed = 0; seed < Stories; seed++)
        {
            var random = new Random(seed);
            var story = new PlanStory(PlanStory.ToOps());
            var last = new Dictionary<string, DateTimeOffset>();
            for (var id = 1; id <= 20; id++)
            {
                var before = story.Sent.Count;
                story.Open(id, $"web-{id}");
                if (random.Next(3) == 0)
                {
                    story.Becomes(
                        random.Next(1, id + 1),
                        TopicState.Over,
                        RegressionEventKind.Resolved
                    );
                }

                story.Plan();
                Assert.True(story.Sent.Count - before <= 1, $"seed {seed}");
                if (story.Sent.Count > before)
                {
                    var at = story.Now;
                    var first = story.Sent[^1].All.Min(topic => topic.RegressionId);
                    var key = $"{first}";
                    Assert.True(
                        !last.TryGetValue(key, out var earlier)
                            || at - earlier >= TimeSpan.FromMinutes(5),
                        $"seed {seed}: told at {earlier:T} and {at:T}"
                    );
                    last[key] = at;
                }

                story.Now += TimeSpan.FromSeconds(random.Next(200));
            }
        }
    }

    private static List<string> Refs(PlanStory story, NotificationKind kind) =>
        [
            .. story
                .Sent.Where(message => message.Kind == kind)
                .SelectMany(message => message.Told.Select(topic => topic.Ref))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Time goes by, and a plan may be made or not.</summary>
    private static void Pass(PlanStory story, Random random)
    {
        story.Now += TimeSpan.FromSeconds(random.Next(90));
        if (random.Next(2) == 0)
        {
            story.Plan();
        }
    }

    private static void Settle(PlanStory story)
    {
        for (var minute = 0; minute < 30; minute++)
        {
            story.Plan();
            story.Now += TimeSpan.FromMinutes(1);
        }
    }
}
