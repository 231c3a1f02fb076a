using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet regressions --json</c> prints.</summary>
public sealed record RegressionsJson(int SchemaVersion, IReadOnlyList<RegressionJson> Regressions);

/// <summary>What <c>fleet accept</c>, <c>ack</c>, <c>unack</c> and <c>note</c> print with <c>--json</c>: every regression that they changed.</summary>
public sealed record ChangedRegressionsJson(
    int SchemaVersion,
    IReadOnlyList<RegressionJson> Regressions
);

/// <summary>Something that was good, or accepted, and no longer is.</summary>
public sealed record RegressionJson(
    long Id,
    string Host,
    string Kind,
    string Check,
    string Rule,
    string Subject,
    string State,
    string Severity,
    string Summary,
    string Before,
    string After,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    long? CausedBy,
    IReadOnlyList<long> Consequences,
    IReadOnlyList<string> Remedy,
    string? AcceptedBy,
    string? Reason,
    DateTimeOffset? AcceptedUntil,
    IReadOnlyList<FactChangeJson> Changes,
    ImpactJson? Impact,
    long Group,
    int Openings,
    IReadOnlyList<DateTimeOffset> LatelyOpened,
    DateTimeOffset? FlappingSince,
    string? AcknowledgedBy,
    DateTimeOffset? AcknowledgedAt,
    string? SilencedBy,
    DateTimeOffset? LastGoodAt,
    bool Late,
    string HostState,
    DateTimeOffset? HostStateSince
)
{
    public static RegressionJson From(Regression regression) =>
        new(
            regression.Id,
            regression.Host,
            Words.Json(regression.Kind),
            regression.Check,
            regression.Rule,
            regression.Subject,
            Words.Json(regression.State),
            Words.Json(regression.Severity),
            regression.Summary,
            regression.Before,
            regression.After,
            regression.OpenedAt?.ToDateTimeOffset(),
            regression.ClosedAt?.ToDateTimeOffset(),
            regression.CausedBy == 0 ? null : regression.CausedBy,
            regression.Consequences,
            regression.Remedy,
            regression.AcceptedBy.Length == 0 ? null : regression.AcceptedBy,
            regression.Reason.Length == 0 ? null : regression.Reason,
            regression.AcceptedUntil?.ToDateTimeOffset(),
            [.. regression.Changes.Select(FactChangeJson.From)],
            regression.Impact is null ? null : ImpactJson.From(regression.Impact),
            Words.Group(regression),
            regression.Openings,
            [.. regression.LatelyOpened.Select(at => at.ToDateTimeOffset())],
            regression.FlappingSince?.ToDateTimeOffset(),
            OrNull(regression.AcknowledgedBy),
            regression.AcknowledgedAt?.ToDateTimeOffset(),
            OrNull(regression.SilencedBy),
            regression.LastGoodAt?.ToDateTimeOffset(),
            regression.Late,
            Words.Json(regression.Link),
            regression.LinkSince?.ToDateTimeOffset()
        );

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}

/// <summary>One change of one fact.</summary>
public sealed record FactChangeJson(
    string Key,
    string Kind,
    string Before,
    string After,
    DateTimeOffset? At,
    DateTimeOffset? ReceivedAt,
    ulong Seq,
    string Source
)
{
    public static FactChangeJson From(FactChange change) =>
        new(
            change.Key,
            Words.Json(change.Kind),
            change.Before,
            change.After,
            change.At?.ToDateTimeOffset(),
            change.ReceivedAt?.ToDateTimeOffset(),
            change.Seq,
            change.Source
        );
}
