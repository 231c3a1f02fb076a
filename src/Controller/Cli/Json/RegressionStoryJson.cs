using Fleet.Controller.Cli.Showing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet regression ID --json</c> prints.</summary>
public sealed record RegressionStoryJson(
    int SchemaVersion,
    long Group,
    IReadOnlyList<RegressionJson> Regressions,
    IReadOnlyList<RegressionMomentJson> Steps,
    IReadOnlyList<ClueJson> Clues,
    IReadOnlyList<string> Unknown
)
{
    public static RegressionStoryJson From(RegressionStory story, ExplainRegressionReply why) =>
        new(
            FleetJson.SchemaVersion,
            Words.Group(story.Regressions[0]),
            [.. story.Regressions.Select(RegressionJson.From)],
            [.. story.Steps.Select(RegressionMomentJson.From)],
            [.. why.Clues.Select(ClueJson.From)],
            why.Unknown
        );
}

/// <summary>One step in a regression's life.</summary>
public sealed record RegressionMomentJson(
    long Id,
    long Regression,
    string Host,
    string Kind,
    string State,
    DateTimeOffset? At,
    string? By,
    string? Text,
    bool Late
)
{
    public static RegressionMomentJson From(RegressionMoment step) =>
        new(
            step.Id,
            step.Regression,
            step.Host,
            Words.Json(step.Kind),
            Words.Json(step.State),
            step.At?.ToDateTimeOffset(),
            step.By.Length == 0 ? null : step.By,
            step.Text.Length == 0 ? null : step.Text,
            step.Late
        );
}
