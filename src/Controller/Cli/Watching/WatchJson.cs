using System.Text.Json.Serialization;
using Fleet.Controller.Cli.Json;
using Fleet.Controller.Cli.Showing;
using V1 = Fleet.V1;

namespace Fleet.Controller.Cli.Watching;

/// <summary>What <c>fleet watch --json</c> prints, a line an event.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(EventJson))]
internal sealed partial class WatchJson : JsonSerializerContext;

/// <summary>Something that happened.</summary>
/// <param name="SchemaVersion">Of this line.</param>
/// <param name="Cursor">Go on behind it: <c>fleet watch --since CURSOR</c>.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">regression, link, sweep or policy: the part that is set.</param>
/// <param name="Event">What happened: opened, resolved, offline, began, applied, ...</param>
/// <param name="Host">Absent: it is of no host.</param>
internal sealed record EventJson(
    int SchemaVersion,
    string Cursor,
    DateTimeOffset At,
    string Kind,
    string Event,
    string? Host,
    RegressionStepJson? Regression,
    SweepStepJson? Sweep,
    PolicyStepJson? Policy
)
{
    public static EventJson From(V1.FleetEvent told)
    {
        var (kind, what, host) = told.EventCase switch
        {
            V1.FleetEvent.EventOneofCase.Regression => (
                "regression",
                Words.Json(told.Regression.Kind),
                told.Regression.Host
            ),
            V1.FleetEvent.EventOneofCase.Link => (
                "link",
                Words.Json(told.Link.State),
                told.Link.Host
            ),
            V1.FleetEvent.EventOneofCase.Sweep => (
                "sweep",
                told.Sweep.Ended ? Words.Json(told.Sweep.State) : "began",
                null
            ),
            _ => ("policy", "applied", (string?)null),
        };
        return new(
            FleetJson.SchemaVersion,
            told.Cursor,
            told.At.ToDateTimeOffset(),
            kind,
            what,
            host,
            told.Regression is { } regression ? RegressionStepJson.From(regression) : null,
            told.Sweep is { } sweep
                ? new(sweep.Id, sweep.Profile, sweep.Selection, sweep.By)
                : null,
            told.Policy is { } policy ? new(policy.Version, policy.By, policy.Reason) : null
        );
    }
}

/// <summary>A regression as it is now, and what just happened to it.</summary>
internal sealed record RegressionStepJson(
    long Id,
    string State,
    string Severity,
    string Check,
    string Rule,
    string Subject,
    string Summary,
    string Before,
    string After,
    long? CausedBy,
    string By,
    string Text,
    bool Late
)
{
    public static RegressionStepJson From(V1.RegressionStep step) =>
        new(
            step.Id,
            Words.Json(step.State),
            Words.Json(step.Severity),
            step.Check,
            step.Rule,
            step.Subject,
            step.Summary,
            step.Before,
            step.After,
            step.CausedBy == 0 ? null : step.CausedBy,
            step.By,
            step.Text,
            step.Late
        );
}

internal sealed record SweepStepJson(long Id, string Profile, string Selection, string By);

internal sealed record PolicyStepJson(long Version, string By, string Reason);
