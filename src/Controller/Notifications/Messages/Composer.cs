using System.Collections.Immutable;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Impacts;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Notifications.Messages;

/// <summary>Puts into words what was planned. Pure.</summary>
internal static class Composer
{
    /// <summary>The most hosts that a message holds.</summary>
    public const int MostHosts = 500;

    private const int MostChanges = 10;
    private const int MostLines = 8;

    /// <summary>An Alertmanager that hears nothing for so long takes it for resolved.</summary>
    private static readonly TimeSpan LeastHold = TimeSpan.FromDays(1);

    public static NoticeMessage Of(PlannedMessage planned, DateTimeOffset now)
    {
        var topics = Spoken(planned);
        var alike = Alike(topics, planned.Told);
        var each = alike.Select(some => some[0]).ToList();
        var first = each[0];
        var hosts = Hosts(topics);
        var regression = topics.Min(topic => topic.RegressionId);
        var message = new NoticeMessage
        {
            Kind = planned.Kind,
            Summary = Summary(first, hosts.Count),
            Severity = topics.Max(topic => topic.Severity),
            Topics = [.. alike.Select(Topic)],
            Rule = first.Rule,
            Subject = first.Text.Subject,
            Before = first.Text.Before,
            After = first.Text.After,
            Since = topics.Min(topic => topic.Since),
            At = now,
            Regression = regression,
            Hosts = [.. hosts.Take(MostHosts)],
            HostCount = hosts.Count,
            NewHosts = planned
                .Told.DistinctBy(topic => topic.Host.Name, StringComparer.Ordinal)
                .Count(),
            IsUpdate = planned.IsUpdate,
            Changes =
            [
                .. each.SelectMany(topic => topic.Text.Changes).Distinct().Take(MostChanges),
            ],
            Command =
                regression > 0 ? $"fleet regression {regression}"
                : first.IsOffline ? "fleet hosts"
                : "",
            IsAgain = first.Text.Openings > 1,
            IsFlapping = topics.Any(topic => topic.Text.FlappingSince is not null),
            HoldsUntil = now,
        };
        return planned.Kind == NotificationKind.Resolved
            ? message
            : message with
            {
                Impact = Lines(ImpactWords.Of([.. topics.Select(topic => topic.Text.Impact)])),
                Clues = Lines(topics.SelectMany(topic => topic.Text.Clues)),
                Remedy =
                [
                    .. each.SelectMany(topic => topic.Text.Remedy).Distinct(StringComparer.Ordinal),
                ],
                HoldsUntil = now + LeastHold + planned.RepeatEvery,
            };
    }

    /// <summary>What is alike, the worst first; of each, what is new comes first.</summary>
    private static List<List<Topic>> Alike(ImmutableArray<Topic> topics, ImmutableArray<Topic> told)
    {
        var news = told.Select(topic => topic.Alike).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. topics
                .GroupBy(topic => topic.Alike, StringComparer.Ordinal)
                .Select(some => some.ToList())
                .OrderByDescending(some => news.Contains(some[0].Alike))
                .ThenByDescending(some => some[0].Severity)
                .ThenByDescending(some => some.Max(topic => topic.Text.Impact.Rank))
                .ThenBy(some => some.Min(topic => topic.Since)),
        ];
    }

    /// <summary>What the message is about, new ones first: of what goes on, what is open; of what ended, what the receiver had heard of.</summary>
    private static ImmutableArray<Topic> Spoken(PlannedMessage planned)
    {
        if (planned.Kind == NotificationKind.Resolved)
        {
            return planned.Told;
        }

        var told = planned.Told.Select(topic => topic.Ref).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. planned.Told,
            .. planned.All.Where(topic =>
                topic.State is TopicState.Open or TopicState.Quiet && !told.Contains(topic.Ref)
            ),
        ];
    }

    private static NoticeTopic Topic(List<Topic> alike)
    {
        var hosts = Hosts(alike);
        var first = alike[0];
        return new(
            first.Rule,
            first.Text.Subject,
            alike.Max(topic => topic.Severity),
            first.Text.Summary,
            first.Text.Before,
            first.Text.After,
            alike.Min(topic => topic.RegressionId),
            hosts.Count,
            [.. hosts.Take(MostHosts)]
        );
    }

    private static List<NoticeHost> Hosts(IEnumerable<Topic> topics) =>
        [
            .. topics
                .GroupBy(topic => topic.Host.Name, StringComparer.Ordinal)
                .Select(of => Host(of.Key, [.. of])),
        ];

    /// <summary>A host is done with when all of it is.</summary>
    private static NoticeHost Host(string name, List<Topic> topics)
    {
        var isOver = topics.TrueForAll(topic => topic.State == TopicState.Over);
        var ends = topics.Select(topic => topic.Text.Ended).Distinct(StringComparer.Ordinal);
        return new(
            name,
            topics.Min(topic => topic.Since),
            isOver,
            isOver ? string.Join("; ", ends) : ""
        );
    }

    private static ImmutableArray<string> Lines(IEnumerable<string> lines) =>
        [.. lines.Distinct(StringComparer.Ordinal).Take(MostLines)];

    private static string Summary(Topic first, int hosts) =>
        !first.IsOffline ? first.Text.Summary
        : hosts == 1 ? $"{first.Host.Name} is offline"
        : $"{hosts} hosts are offline";
}
