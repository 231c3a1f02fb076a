using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;

namespace Fleet.Agent.Cli;

/// <summary>A report for programs. Fields are only ever added under one schemaVersion.</summary>
internal static class ReportJson
{
    public static string Write(HostReport report, DateTimeOffset at) =>
        JsonSerializer.Serialize(
            new ReportDocument(
                SchemaVersion: 1,
                report.Title[0],
                report.Title[1],
                report.Title[2],
                at,
                report.Worst,
                [.. report.Checks.Select(Entry)],
                [.. WorstFirst.Sort(report.Findings).Select(Entry)],
                [.. report.Partial.Select(check => check.Check)],
                report.Advice
            ),
            ReportJsonContext.Default.ReportDocument
        );

    private static CheckEntry Entry(CheckReport check) =>
        new(check.Check, check.Status, check.Reason, check.Worst, check.Brief, check.SawOnlyPart);

    private static FindingEntry Entry(Finding finding) =>
        new(
            finding.Rule.Split('/')[0],
            finding.Rule,
            finding.Subject,
            finding.Outcome,
            finding.Severity,
            finding.Summary,
            [.. finding.Remedy],
            [.. finding.Keys],
            finding.Source
        );
}

internal sealed record ReportDocument(
    int SchemaVersion,
    string Host,
    string System,
    string Daemon,
    DateTimeOffset At,
    Outcome Worst,
    CheckEntry[] Checks,
    FindingEntry[] Findings,
    string[] Partial,
    string Advice
);

internal sealed record CheckEntry(
    string Check,
    RunStatus Status,
    string Reason,
    Outcome Worst,
    string Brief,
    bool SawOnlyPart
);

internal sealed record FindingEntry(
    string Check,
    string Rule,
    string Subject,
    Outcome Outcome,
    Severity Severity,
    string Summary,
    string[] Remedy,
    string[] Keys,
    string Source
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    Converters = [
        typeof(SnakeCaseEnum<Outcome>),
        typeof(SnakeCaseEnum<Severity>),
        typeof(SnakeCaseEnum<RunStatus>),
    ]
)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;

/// <summary><c>not_applicable</c> for <c>NotApplicable</c>.</summary>
internal sealed class SnakeCaseEnum<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
