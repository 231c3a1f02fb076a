using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Checks.Judging;
using Fleet.Controller.History.Schema;
using Fleet.Controller.Notifications.Planning;

namespace Fleet.Controller.Notifications.Messages;

/// <summary>
/// What a receiver is told, whatever kind it is: stored in the outbox, so that every try sends the same. Texts are the hosts', raw: each kind of receiver
/// escapes them in its own way.
/// </summary>
public sealed record NoticeMessage
{
    [JsonConverter(typeof(LowerWord<NotificationKind>))]
    public required NotificationKind Kind { get; init; }

    /// <summary>In one line what is broken.</summary>
    public required string Summary { get; init; }

    [JsonConverter(typeof(LowerWord<Severity>))]
    public Severity Severity { get; init; }

    /// <summary>What it tells of, the worst first: what is alike on its hosts is one. The fields below speak of the first.</summary>
    public ImmutableArray<NoticeTopic> Topics { get; init; } = [];

    /// <summary>The rule's id, or the key of the fact that drifted, or <see cref="Topic.OfflineRule"/>.</summary>
    public string Rule { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Before { get; init; } = "";

    public string After { get; init; } = "";

    /// <summary>When the first of them began.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the message was made.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The lowest regression id: what <c>fleet regression ID</c> takes; 0: none.</summary>
    public long Regression { get; init; }

    /// <summary>Each host once, those that are new first; at most <see cref="Composer.MostHosts"/>.</summary>
    public ImmutableArray<NoticeHost> Hosts { get; init; } = [];

    /// <summary>All of them, named or not.</summary>
    public int HostCount { get; init; }

    /// <summary>How many were not told before; as many as <see cref="HostCount"/> in a first message.</summary>
    public int NewHosts { get; init; }

    /// <summary>The same was told before: this adds to it.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>Who lost or gained what.</summary>
    public ImmutableArray<string> Impact { get; init; } = [];

    /// <summary>What came just before.</summary>
    public ImmutableArray<string> Clues { get; init; } = [];

    public ImmutableArray<Difference> Changes { get; init; } = [];

    public ImmutableArray<string> Remedy { get; init; } = [];

    /// <summary>The command that tells more; empty: none does.</summary>
    public string Command { get; init; } = "";

    /// <summary>It was resolved before.</summary>
    public bool IsAgain { get; init; }

    /// <summary>It comes and goes.</summary>
    public bool IsFlapping { get; init; }

    /// <summary>For an Alertmanager: until when it holds unless it hears again.</summary>
    public DateTimeOffset HoldsUntil { get; init; }
}

/// <summary>One thing that went wrong, on one host or many.</summary>
/// <param name="Rule">The rule's id, or the key of the fact that drifted.</param>
/// <param name="Subject">What on the host it speaks of.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Summary">In one line what is broken.</param>
/// <param name="Before">The good value.</param>
/// <param name="After">The value now.</param>
/// <param name="Regression">The lowest id: what <c>fleet regression ID</c> takes; 0: none.</param>
/// <param name="HostCount">On how many hosts.</param>
/// <param name="Hosts">They; at most <see cref="Composer.MostHosts"/>.</param>
public sealed record NoticeTopic(
    string Rule,
    string Subject,
    [property: JsonConverter(typeof(LowerWord<Severity>))] Severity Severity,
    string Summary,
    string Before,
    string After,
    long Regression,
    int HostCount,
    ImmutableArray<NoticeHost> Hosts
);

/// <param name="Name">Its name in the fleet.</param>
/// <param name="Since">When it began there.</param>
/// <param name="IsOver">It is over there.</param>
/// <param name="Ended">How it ended; empty: it has not.</param>
public sealed record NoticeHost(string Name, DateTimeOffset Since, bool IsOver, string Ended);

/// <summary>Words for a script: <c>opened</c>, <c>high</c>.</summary>
internal sealed class LowerWord<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Messages as they are stored and sent: camel case, words for numbers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NoticeMessage))]
internal sealed partial class NoticeJson : JsonSerializerContext
{
    public static string Write(NoticeMessage message) =>
        JsonSerializer.Serialize(message, Default.NoticeMessage);

    public static NoticeMessage Read(string json) =>
        JsonSerializer.Deserialize(json, Default.NoticeMessage)!;
}
