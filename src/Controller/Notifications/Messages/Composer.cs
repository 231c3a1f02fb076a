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
        var first = Worst(planned.Told);
        var topics = Spoken(planned);
        var hosts = topics.DistinctBy(topic => topic.Host.Name, StringComparer.Ordinal).ToList();
        var regression = topics.Min(topic => topic.RegressionId);
        var message = new NoticeMessage
        {
            Kind = planned.Kind,
            Summary = Summary(first, hosts.Count),
            Severity = topics.Max(topic => topic.Severity),
            Rule = first.Rule,
            Subject = first.Text.Subject,
            Before = first.Text.Before,
            After = first.Text.After,
            Since = topics.Min(topic => topic.Since),
            At = now,
            Regression = regression,
            Hosts = [.. hosts.Take(MostHosts).Select(Host)],
            HostCount = hosts.Count,
            NewHosts = planned
                .Told.DistinctBy(topic => topic.Host.Name, StringComparer.Ordinal)
                .Count(),
            IsUpdate = planned.IsUpdate,
            Changes = [.. first.Text.Changes.Take(MostChanges)],
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
                Remedy = first.Text.Remedy,
                HoldsUntil = now + LeastHold + planned.RepeatEvery,
            };
    }

    private static Topic Worst(ImmutableArray<Topic> topics) =>
        topics
            .OrderByDescending(topic => topic.Severity)
            .ThenByDescending(topic => topic.Text.Impact.Rank)
            .ThenBy(topic => topic.Since)
            .First();

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

    private static NoticeHost Host(Topic topic) =>
        new(topic.Host.Name, topic.Since, topic.State == TopicState.Over, topic.Text.Ended);

    private static ImmutableArray<string> Lines(IEnumerable<string> lines) =>
        [.. lines.Distinct(StringComparer.Ordinal).Take(MostLines)];

    private static string Summary(Topic first, int hosts) =>
        !first.IsOffline ? first.Text.Summary
        : hosts == 1 ? $"{first.Host.Name} is offline"
        : $"{hosts} hosts are offline";
}
