using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Impacts;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Notifications.Planning;

/// <summary>Something on one host that may be told, as it stands now: a regression, or the host's silence.</summary>
public sealed record Topic
{
    /// <summary>The rule's name under which routes know that a host is silent.</summary>
    public const string OfflineRule = NotificationRoute.Silent;

    /// <summary>Which: <c>r121</c> a regression by its id, <c>h7</c> a host by its id.</summary>
    public required string Ref { get; init; }

    public required HostIdentity Host { get; init; }

    /// <summary>What makes it one with others: what and from what to what, without the host.</summary>
    public required string Alike { get; init; }

    /// <summary>What happened to the host at that moment, of which this is a part: an upgrade that changes two settings opens two regressions and is told once. Empty: it stands alone.</summary>
    public string Occasion { get; init; } = "";

    /// <summary>What routes match: the rule's id, or the key of the fact that drifted.</summary>
    public required string Rule { get; init; }

    public required Severity Severity { get; init; }

    public required TopicState State { get; init; }

    /// <summary>When it began, by the records' time.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What messages say of it.</summary>
    public required TopicText Text { get; init; }

    /// <summary>0: it is no regression.</summary>
    public long RegressionId { get; init; }

    public bool IsOffline => RegressionId == 0;
}

/// <summary>What is said of a topic. All of it may be text from a host: raw.</summary>
public sealed record TopicText
{
    public required string Subject { get; init; }

    public required string Summary { get; init; }

    public string Before { get; init; } = "";

    public string After { get; init; } = "";

    /// <summary>The facts that changed.</summary>
    public ImmutableArray<Difference> Changes { get; init; } = [];

    /// <summary>Who lost or gained what.</summary>
    public Impact Impact { get; init; } = Impact.None;

    /// <summary>What came just before.</summary>
    public ImmutableArray<string> Clues { get; init; } = [];

    public ImmutableArray<string> Remedy { get; init; } = [];

    /// <summary>Since when it comes and goes; null: it does not.</summary>
    public DateTimeOffset? FlappingSince { get; init; }

    /// <summary>How often it opened.</summary>
    public int Openings { get; init; } = 1;

    /// <summary>How it ended; empty: it has not.</summary>
    public string Ended { get; init; } = "";
}

/// <param name="Key">The fact's key.</param>
/// <param name="Before">Empty: it was not there.</param>
/// <param name="After">Empty: it is not there.</param>
public sealed record Difference(string Key, string Before, string After);

/// <summary>Whether anybody is to hear of a topic.</summary>
public enum TopicState
{
    Unspecified = 0,

    /// <summary>Wrong, and nobody has taken it up.</summary>
    Open,

    /// <summary>Wrong, and somebody has taken it up, or a silence holds.</summary>
    Quiet,

    /// <summary>Its host is silent, or it is the consequence of something else, which is told instead.</summary>
    HeldBack,

    /// <summary>Resolved, accepted, or gone.</summary>
    Over,
}
