using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Controller.Cli.Diagnosing;
using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet diagnosis --json</c> prints: the newest first.</summary>
public sealed record DiagnosesJson(int SchemaVersion, IReadOnlyList<DiagnosisSummaryJson> Diagnoses)
{
    public static DiagnosesJson From(IEnumerable<DiagnosisSummary> diagnoses) =>
        new(FleetJson.SchemaVersion, [.. diagnoses.Select(DiagnosisSummaryJson.From)]);
}

/// <summary>A stored diagnosis in brief.</summary>
public sealed record DiagnosisSummaryJson(
    string Id,
    DateTimeOffset At,
    string By,
    string? Host,
    string Target,
    string User,
    string Vantage,
    string? ClosedGate,
    string? Cause,
    string Summary,
    int Exit
)
{
    public static DiagnosisSummaryJson From(DiagnosisSummary summary) =>
        new(
            DiagnosisId.Text(summary.Id),
            summary.At.ToDateTimeOffset(),
            summary.By,
            summary.Host.Length > 0 ? summary.Host : null,
            summary.Target,
            summary.User,
            summary.Vantage,
            summary.Gate.Length > 0 ? summary.Gate : null,
            summary.Cause.Length > 0 ? summary.Cause : null,
            summary.Summary,
            summary.Exit
        );
}

/// <summary>What <c>fleet diagnosis ID --json</c> prints: the answer as it was stored.</summary>
public sealed record StoredDiagnosisJson(
    int SchemaVersion,
    DiagnosisSummaryJson Summary,
    JsonElement Diagnosis
);

/// <summary>Reads answers that somebody stored: what is missing or null is refused, not guessed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(DiagnosisJson))]
internal sealed partial class StoredAnswer : JsonSerializerContext
{
    /// <summary>Null: another program, or another version, wrote it.</summary>
    public static DiagnosisJson? Read(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, Default.DiagnosisJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
