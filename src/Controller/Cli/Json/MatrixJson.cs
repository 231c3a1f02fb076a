namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet diagnose --from all --json</c> prints: a report a target.</summary>
public sealed record MatrixJson(int SchemaVersion, IReadOnlyList<ReachJson> Targets);
