namespace Fleet.Controller.Notifications.Planning;

/// <summary>Puts news into groups: what is alike and began at about the same time is told as one, and with it what else changed on those hosts at that moment.</summary>
internal static class Placement
{
    /// <summary>What begins further than this from every member of a group begins a group of its own.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>The groups, with what is new in them.</summary>
    public static IEnumerable<NoticeGroup> Of(PlanInput input)
    {
        var sheet = new GroupSheet(input.Groups.Where(group => group.ResolvedAt is null));
        foreach (var news in input.News.Where(news => news.IsTold))
        {
            if (input.Topics.TryGetValue(news.Ref, out var topic))
            {
                Place(sheet, topic, news.IsTellingAgain, input);
            }
        }

        // That a host has fallen silent is in no feed: it is seen.
        foreach (
            var topic in input
                .Topics.Values.Where(topic => topic.IsOffline)
                .OrderBy(topic => topic.Since)
                .ThenBy(topic => topic.Ref, StringComparer.Ordinal)
        )
        {
            Place(sheet, topic, again: false, input);
        }

        return sheet.Groups;
    }

    private static void Place(GroupSheet sheet, Topic topic, bool again, PlanInput input)
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
            Place(sheet, topic, receiver, again, input.Now);
        }
    }

    private static void Place(
        GroupSheet sheet,
        Topic topic,
        string receiver,
        bool again,
        DateTimeOffset now
    )
    {
        var member = new NoticeMember(
            topic.Ref,
            topic.Since,
            Told: false,
            topic.Alike,
            topic.Occasion
        );
        var holder = sheet.Holding(receiver, topic.Ref);
        if (holder?.Member(topic.Ref).Alike == topic.Alike)
        {
            if (again || IsAnew(holder.Member(topic.Ref), topic))
            {
                sheet.Put(holder, member);
            }

            return;
        }

        if (holder is not null)
        {
            // It became something else: it is told with what it is like now.
            sheet.Remove(holder, topic.Ref);
        }

        var near =
            sheet
                .Alike(receiver, topic.Alike)
                .FirstOrDefault(entry => entry.IsNear(topic.Since, Window))
            ?? sheet.OfOccasion(receiver, topic.Occasion);
        if (near is not null)
        {
            sheet.Put(near, member);
            return;
        }

        sheet.Add(
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
}
