namespace Fleet.Controller.Cli.Json;

/// <summary>A line of <c>fleet up --json</c> while it runs.</summary>
/// <param name="SchemaVersion">Of this form.</param>
/// <param name="Event">ready, joined, regressionOpened or regressionClosed.</param>
/// <param name="At">When.</param>
/// <param name="Text">For people.</param>
/// <param name="Regression">What opened or closed.</param>
public sealed record UpEventJson(
    int SchemaVersion,
    string Event,
    DateTimeOffset At,
    string Text,
    RegressionJson? Regression
);

/// <summary>The last line of <c>fleet up --json</c>.</summary>
public sealed record UpSummaryJson(
    int SchemaVersion,
    string Host,
    IReadOnlyList<UpCheckJson> Checks,
    IReadOnlyList<FindingJson> Findings,
    IReadOnlyList<RegressionJson> Regressions
);

/// <summary>How a check stood at the end.</summary>
public sealed record UpCheckJson(string Id, string Status, string Outcome, string Reason);
