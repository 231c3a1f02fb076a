using System.Collections.Immutable;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Notifications.Planning;

/// <summary>What a group tells at a moment, and when it is looked at next.</summary>
/// <param name="Group">As it stands then.</param>
/// <param name="Messages">Whose place in the plan is not known yet.</param>
internal sealed record GroupStep(NoticeGroup Group, ImmutableArray<PlannedMessage> Messages)
{
    /// <summary>How soon what is held back is looked at again.</summary>
    private static readonly TimeSpan HeldBackFor = TimeSpan.FromMinutes(1);

    public static GroupStep Of(NoticeGroup group, PlanInput input)
    {
        var members = group
            .Members.Select(member => (member, Topic: input.Topics.GetValueOrDefault(member.Ref)))
            .Where(each => each.Topic is not null)
            .Select(each => (each.member, Topic: each.Topic!))
            .ToList();
        var route = members
            .SelectMany(each =>
                input.Policy.RoutesOf(each.Topic.Host, each.Topic.Rule, each.Topic.Severity)
            )
            .FirstOrDefault(route => route.Receivers.Contains(group.Receiver));
        if (route is null)
        {
            // Nobody is left of it, or the policy no longer sends it there.
            return new(group.Ended(input.Now), []);
        }

        var topics = members.Select(each => each.Topic).ToImmutableArray();
        var telling = new Telling(group, route, topics, input.Now);
        return topics.All(topic => topic.State == TopicState.Over) ? telling.End()
            : group.Told == 0 ? telling.Begin()
            : telling.GoOn();
    }

    private sealed class Telling(
        NoticeGroup group,
        NotificationRoute route,
        ImmutableArray<Topic> topics,
        DateTimeOffset now
    )
    {
        private readonly ImmutableArray<Topic> _open =
        [
            .. topics.Where(topic => topic.State == TopicState.Open),
        ];

        private readonly HashSet<string> _told =
        [
            .. group.Members.Where(member => member.Told).Select(member => member.Ref),
        ];

        /// <summary>All is well again: whoever heard of it hears that too, not before the interval is over, since it may come back.</summary>
        public GroupStep End()
        {
            if (group.Told == 0 || !route.TellsResolved)
            {
                return new(group.Ended(now), []);
            }

            var heard = topics.Where(IsTold).ToImmutableArray();
            var due = LastTold + route.GroupInterval;
            return now < due
                ? new(group with { NextAt = due }, [])
                : new(
                    group.Ended(now) with
                    {
                        Told = group.Told + 1,
                        LastToldAt = now,
                    },
                    [
                        .. Receivers()
                            .Select(receiver =>
                                Message(receiver, NotificationKind.Resolved, heard)
                            ),
                    ]
                );
        }

        public GroupStep Begin()
        {
            if (_open.IsEmpty)
            {
                return Wait(null);
            }

            var due = group.OpenedAt + route.GroupWait;
            return now < due ? Wait(due) : Tell(NotificationKind.Opened, _open);
        }

        public GroupStep GoOn()
        {
            if (_open.IsEmpty)
            {
                return Wait(null);
            }

            var untold = _open.Where(topic => !IsTold(topic)).ToImmutableArray();
            if (!untold.IsEmpty && now >= LastTold + route.GroupInterval)
            {
                return Tell(NotificationKind.Opened, untold);
            }

            if (EscalationOf(group) is { } escalation && now >= escalation)
            {
                return new(
                    After(group with { Escalated = group.Escalated + 1 }),
                    [
                        .. route.Escalation!.To.Select(receiver =>
                            Message(receiver, NotificationKind.Escalation, _open)
                        ),
                    ]
                );
            }

            return now >= LastTold + route.RepeatEvery
                ? Tell(NotificationKind.Reminder, _open)
                : Wait(NextOf(group, untold.IsEmpty));
        }

        private DateTimeOffset LastTold => group.LastToldAt!.Value;

        private DateTimeOffset? EscalationOf(NoticeGroup at) =>
            route.Escalation is { } escalation && at.Escalated == 0
                ? at.FirstToldAt + escalation.After
                : null;

        private bool IsTold(Topic topic) => _told.Contains(topic.Ref);

        /// <summary>The group's receiver, and whoever it was escalated to.</summary>
        private IEnumerable<string> Receivers() =>
            group.Escalated > 0 && route.Escalation is { } escalation
                ? escalation.To.Prepend(group.Receiver).Distinct(StringComparer.Ordinal)
                : [group.Receiver];

        private GroupStep Tell(NotificationKind kind, ImmutableArray<Topic> news)
        {
            var open = _open.Select(topic => topic.Ref).ToHashSet(StringComparer.Ordinal);
            var told = group with
            {
                Told = group.Told + 1,
                FirstToldAt = group.FirstToldAt ?? now,
                LastToldAt = now,
                Members =
                [
                    .. group.Members.Select(member =>
                        open.Contains(member.Ref) ? member with { Told = true } : member
                    ),
                ],
            };
            return new(After(told), [Message(group.Receiver, kind, news)]);
        }

        private NoticeGroup After(NoticeGroup told) =>
            told with
            {
                NextAt = NextOf(told, allTold: true),
            };

        private DateTimeOffset NextOf(NoticeGroup at, bool allTold)
        {
            var next = at.LastToldAt!.Value + (allTold ? route.RepeatEvery : route.GroupInterval);
            return EscalationOf(at) is { } escalation && escalation < next ? escalation : next;
        }

        private GroupStep Wait(DateTimeOffset? until) =>
            new(
                group with
                {
                    NextAt =
                        until
                        ?? (
                            topics.Any(topic => topic.State == TopicState.HeldBack)
                                ? now + HeldBackFor
                                : null
                        ),
                },
                []
            );

        private PlannedMessage Message(
            string receiver,
            NotificationKind kind,
            ImmutableArray<Topic> news
        ) =>
            new(0, receiver, kind, news, topics)
            {
                IsUpdate = kind == NotificationKind.Opened && group.Told > 0,
                RepeatEvery = route.RepeatEvery,
            };
    }
}
