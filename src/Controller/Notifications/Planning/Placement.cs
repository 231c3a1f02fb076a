using System.Collections.Immutable;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Notifications.Planning;

/// <summary>Puts news into groups: what is alike and began at about the same time is told as one.</summary>
internal static class Placement
{
    /// <summary>What begins later than this after a group's newest member begins a group of its own.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>The groups, with what is new in them.</summary>
    public static List<NoticeGroup> Of(PlanInput input)
    {
        var groups = input.Groups.ToList();
        foreach (var news in input.News.Where(news => news.IsTold))
        {
            if (input.Topics.TryGetValue(news.Ref, out var topic))
            {
                Place(groups, topic, news.IsTellingAgain, input);
            }
        }

        // That a host has fallen silent is in no feed: it is seen.
        foreach (var topic in input.Topics.Values.Where(topic => topic.IsOffline).OrderBy(Order))
        {
            Place(groups, topic, again: false, input);
        }

        return groups;
    }

    private static void Place(List<NoticeGroup> groups, Topic topic, bool again, PlanInput input)
    {
        if (topic.State == TopicState.Over)
        {
            return;
        }

        var receivers = input
            .Policy.RoutesOf(topic.Host, topic.Rule, topic.Severity)
            .SelectMany(route => route.Receivers)
            .Distinct(StringComparer.Ordinal);
        foreach (var receiver in receivers)
        {
            Place(groups, topic, receiver, again, input.Now);
        }
    }

    private static void Place(
        List<NoticeGroup> groups,
        Topic topic,
        string receiver,
        bool again,
        DateTimeOffset now
    )
    {
        bool Lives(NoticeGroup group) => group.Receiver == receiver && group.ResolvedAt is null;
        var held = groups.FindIndex(group => Lives(group) && group.Has(topic.Ref));
        if (held >= 0 && groups[held].Key == topic.Alike)
        {
            var told = groups[held].Members.First(member => member.Ref == topic.Ref);
            if (again || IsAnew(told, topic))
            {
                groups[held] = groups[held].With(new(topic.Ref, topic.Since, Told: false));
            }

            return;
        }

        if (held >= 0)
        {
            // It became something else: it is told with what it is like now.
            groups[held] = groups[held].Without(topic.Ref);
        }

        var member = new NoticeMember(topic.Ref, topic.Since, Told: false);
        var joined = groups.FindIndex(group =>
            Lives(group) && group.Key == topic.Alike && IsNear(group, topic.Since)
        );
        if (joined >= 0)
        {
            groups[joined] = groups[joined].With(member);
            return;
        }

        groups.Add(
            new NoticeGroup
            {
                Key = topic.Alike,
                Receiver = receiver,
                OpenedAt = now,
                Members = [member],
            }
        );
    }

    /// <summary>It was over for long in between. What comes and goes was told, and that it does.</summary>
    private static bool IsAnew(NoticeMember told, Topic topic) =>
        topic.Text.FlappingSince is null && (told.Since - topic.Since).Duration() > Window;

    private static bool IsNear(NoticeGroup group, DateTimeOffset since) =>
        group.Members.Any(member => (member.Since - since).Duration() <= Window);

    private static string Order(Topic topic) => topic.Ref;
}
