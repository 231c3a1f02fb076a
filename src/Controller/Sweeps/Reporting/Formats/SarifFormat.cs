using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;
using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats;

/// <summary>
/// SARIF 2.1.0 (OASIS): a rule a control, a result a result, of kind fail, open (unknown), review (manual), pass or notApplicable (§3.27.9). What a waiver accepts is a failing
/// result with an accepted suppression (§3.35). Fingerprints name the same result of another sweep.
/// </summary>
public sealed class SarifFormat : IReportFormat
{
    private const string Schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public string Name => "sarif";

    public string Purpose => "SARIF 2.1.0, for code scanning";

    public void Write(SweepReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool(json, report);
        json.WriteStartObject("automationDetails");
        json.WriteString("id", Safe($"fleet/{report.Sweep.Profile}/{report.Sweep.Id}"));
        json.WriteEndObject();
        Invocation(json, report.Sweep);
        Results(json, report);
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Tool(Utf8JsonWriter json, SweepReport report)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Fleet");
        json.WriteString("fullName", Safe($"Fleet: {report.Sweep.ProfileTitle}"));
        json.WriteStartArray("rules");
        foreach (var control in report.Controls)
        {
            Rule(json, control);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Rule(Utf8JsonWriter json, SweptControl control)
    {
        json.WriteStartObject();
        json.WriteString("id", Safe(control.Id));
        Message(json, "shortDescription", control.Title);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", LevelOf(control.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("severity", ReportWords.Key(control.Severity));
        json.WriteString("level", Safe(control.Level));
        json.WriteStartArray("tags");
        foreach (var reference in control.References.Distinct(StringComparer.Ordinal))
        {
            json.WriteStringValue(Safe(reference));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Invocation(Utf8JsonWriter json, SweptSweep sweep)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteString("startTimeUtc", ReportWords.Iso(sweep.StartedAt));
        if (sweep.EndedAt is { } ended)
        {
            json.WriteString("endTimeUtc", ReportWords.Iso(ended));
        }

        json.WriteBoolean("executionSuccessful", sweep.EndedAt is not null);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Results(Utf8JsonWriter json, SweepReport report)
    {
        var places = report
            .Controls.Select((control, at) => (control.Id, at))
            .ToDictionary(each => each.Id, each => each.at, StringComparer.Ordinal);
        json.WriteStartArray("results");
        foreach (var result in report.Results)
        {
            Result(json, report.Sweep.Profile, places[result.Control], result);
        }

        json.WriteEndArray();
    }

    private static void Result(Utf8JsonWriter json, string profile, int rule, SweptResult result)
    {
        var kind = KindOf(result.Standing);
        json.WriteStartObject();
        json.WriteString("ruleId", Safe(result.Control));
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("kind", kind);
        json.WriteString(
            "level",
            kind != "fail" ? "none"
                : result.Outcome == Outcome.Fail ? "error"
                : "warning"
        );
        Message(json, "message", result.Summary.Length > 0 ? result.Summary : "no text");
        SarifPlace.Write(json, result);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("fleetResult/v1", Fingerprint(profile, result));
        json.WriteEndObject();
        Suppression(json, result);
        json.WriteStartObject("properties");
        json.WriteString("standing", ReportWords.Key(result.Standing));
        json.WriteString("host", Safe(result.Host));
        json.WriteString("subject", Safe(result.Subject));
        Strings(json, "evidence", result.Evidence.Select(EvidenceText.Of));
        Strings(json, "remedy", result.Remedy);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Suppression(Utf8JsonWriter json, SweptResult result)
    {
        if (result.Standing != Standing.Waived)
        {
            return;
        }

        var until = result.WaivedUntil is { } ends ? $" (until {ReportWords.Day(ends)})" : "";
        json.WriteStartArray("suppressions");
        json.WriteStartObject();
        json.WriteString("kind", "external");
        json.WriteString("status", "accepted");
        json.WriteString("justification", Safe(result.WaivedReason + until));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(Safe(text));
        }

        json.WriteEndArray();
    }

    private static void Message(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", Safe(text));
        json.WriteEndObject();
    }

    /// <summary>The same for the same control on the same subject of the same host, whatever is said of it.</summary>
    private static string Fingerprint(string profile, SweptResult result) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                ReportWords.Utf8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{profile}\0{result.Host}\0{result.Control}\0{result.Subject}"
                    )
                )
            )
        );

    private static string KindOf(Standing standing) =>
        standing switch
        {
            Standing.Fail or Standing.Warn or Standing.Waived => "fail",
            Standing.Pass => "pass",
            Standing.Manual => "review",
            Standing.NotApplicable => "notApplicable",
            _ => "open",
        };

    private static string LevelOf(Severity severity) =>
        severity switch
        {
            Severity.High or Severity.Critical => "error",
            Severity.Medium => "warning",
            _ => "note",
        };

    private static string Safe(string text) => Printable.Line(text);
}
