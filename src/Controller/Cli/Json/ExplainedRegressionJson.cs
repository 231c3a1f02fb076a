using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet why --json</c> prints.</summary>
public sealed record ExplainedRegressionJson(
    int SchemaVersion,
    long Id,
    string Host,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? LastGoodAt,
    ImpactJson? Impact,
    IReadOnlyList<ClueJson> Clues,
    IReadOnlyList<string> Unknown
)
{
    public static ExplainedRegressionJson From(ExplainRegressionReply reply) =>
        new(
            FleetJson.SchemaVersion,
            reply.Id,
            reply.Host,
            reply.OpenedAt?.ToDateTimeOffset(),
            reply.LastGoodAt?.ToDateTimeOffset(),
            reply.Impact is null ? null : ImpactJson.From(reply.Impact),
            [.. reply.Clues.Select(ClueJson.From)],
            reply.Unknown
        );
}

/// <summary>Something that happened about when a regression did.</summary>
public sealed record ClueJson(
    string Kind,
    DateTimeOffset? At,
    string Words,
    int Weight,
    string Source
)
{
    public static ClueJson From(Clue clue) =>
        new(
            Showing.Words.Json(clue.Kind),
            clue.At?.ToDateTimeOffset(),
            clue.Words,
            clue.Weight,
            clue.Source
        );
}
