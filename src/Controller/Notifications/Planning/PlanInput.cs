using System.Collections.Immutable;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Notifications.Planning;

/// <summary>All that planning looks at.</summary>
public sealed record PlanInput
{
    public required DateTimeOffset Now { get; init; }

    public required NotificationPolicy Policy { get; init; }

    /// <summary>What happened since the last plan, in the order of the feed.</summary>
    public required ImmutableArray<News> News { get; init; }

    /// <summary>As they stand now: those of the news, of every group's members, and of every silent host. One that is missing is gone.</summary>
    public required ImmutableDictionary<string, Topic> Topics { get; init; }

    /// <summary>Every group that lives.</summary>
    public required ImmutableArray<NoticeGroup> Groups { get; init; }
}

/// <summary>What is to be stored, all of it in one commit.</summary>
/// <param name="Groups">Those that changed, and new ones.</param>
/// <param name="Messages">For the outbox.</param>
public sealed record Plan(
    ImmutableArray<NoticeGroup> Groups,
    ImmutableArray<PlannedMessage> Messages
);

/// <param name="Group">The place of its group in <see cref="Plan.Groups"/>.</param>
/// <param name="Receiver">To whom: an escalation goes to others than its group's.</param>
/// <param name="Kind">Why.</param>
/// <param name="Told">What is new in it.</param>
/// <param name="All">Every topic of the group that is open or just ended.</param>
public sealed record PlannedMessage(
    int Group,
    string Receiver,
    NotificationKind Kind,
    ImmutableArray<Topic> Told,
    ImmutableArray<Topic> All
)
{
    /// <summary>The receiver has heard of the group before.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>How soon it hears again where nothing happens.</summary>
    public required TimeSpan RepeatEvery { get; init; }
}
