using System.Text.Json;
using Fleet.Controller.Sweeps.Reporting.Telling;

namespace Fleet.Controller.Sweeps.Reporting.Formats;

/// <summary>Everything, for programs: one JSON object, camel case, times in ISO 8601 UTC. Text is as hosts sent it, escaped as JSON has it.</summary>
public sealed class JsonFormat : IReportFormat
{
    private const int SchemaVersion = 1;

    public string Name => "json";

    public string Purpose => "everything, for programs";

    public void Write(SweepReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        Sweep(json, report.Sweep);
        Each(json, "summary", ExecutiveSummary.Sentences(report), json.WriteStringValue);
        Totals(json, report.Totals);
        Each(json, "controls", report.Controls, control => Control(json, control));
        Each(json, "hosts", report.Hosts, host => Host(json, host));
        Each(json, "results", report.Results, result => Result(json, result));
        Each(json, "trend", report.Trend, point => Trend(json, point));
        json.WriteEndObject();
    }

    private static void Sweep(Utf8JsonWriter json, SweptSweep sweep)
    {
        json.WriteStartObject("sweep");
        json.WriteNumber("id", sweep.Id);
        json.WriteString("profile", sweep.Profile);
        Text(json, "title", sweep.ProfileTitle);
        Text(json, "source", sweep.ProfileSource);
        Text(json, "selection", sweep.Selection);
        Text(json, "by", sweep.By);
        json.WriteString("state", ReportWords.Of(sweep.State));
        json.WriteString("startedAt", ReportWords.Iso(sweep.StartedAt));
        json.WriteString("deadline", ReportWords.Iso(sweep.Deadline));
        Time(json, "endedAt", sweep.EndedAt);
        json.WriteBoolean("stored", sweep.IsStored);
        json.WriteNumber("policyVersion", sweep.PolicyVersion);
        json.WriteEndObject();
    }

    private static void Totals(Utf8JsonWriter json, SweepTotals totals)
    {
        json.WriteStartObject("totals");
        Counts(json, "results", totals.Results);
        Counts(json, "hosts", totals.Hosts);
        Each(
            json,
            "controls",
            totals.Controls,
            each =>
            {
                json.WriteStartObject();
                Text(json, "control", each.Control.Id);
                Counts(json, "results", each.Results);
                Counts(json, "hosts", each.Hosts);
                json.WriteEndObject();
            }
        );
        Each(
            json,
            "perHost",
            totals.PerHost,
            each =>
            {
                json.WriteStartObject();
                Text(json, "host", each.Host.Name);
                Counts(json, "results", each.Results);
                json.WriteEndObject();
            }
        );
        json.WriteEndObject();
    }

    private static void Control(Utf8JsonWriter json, SweptControl control)
    {
        json.WriteStartObject();
        Text(json, "id", control.Id);
        Text(json, "title", control.Title);
        json.WriteString("severity", ReportWords.Key(control.Severity));
        Text(json, "level", control.Level);
        Each(json, "references", control.References, text => json.WriteStringValue(Valid(text)));
        json.WriteBoolean("manual", control.IsManual);
        json.WriteEndObject();
    }

    private static void Host(Utf8JsonWriter json, SweptHost host)
    {
        json.WriteStartObject();
        Text(json, "name", host.Name);
        json.WriteStartObject("labels");
        foreach (var (key, value) in host.Labels)
        {
            Text(json, Valid(key), value);
        }

        json.WriteEndObject();
        json.WriteString("state", ReportWords.Of(host.State).Replace(' ', '_'));
        Text(json, "reason", host.Reason);
        Time(json, "answeredAt", host.AnsweredAt);
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, SweptResult result)
    {
        json.WriteStartObject();
        Text(json, "host", result.Host);
        Text(json, "control", result.Control);
        Text(json, "subject", result.Subject);
        json.WriteString("outcome", Outcomes.Key(result.Outcome));
        json.WriteString("standing", ReportWords.Key(result.Standing));
        json.WriteString("severity", ReportWords.Key(result.Severity));
        Text(json, "summary", result.Summary);
        Each(json, "remedy", result.Remedy, line => json.WriteStringValue(Valid(line)));
        Each(
            json,
            "evidence",
            result.Evidence,
            fact =>
            {
                json.WriteStartObject();
                Text(json, "key", fact.Key);
                Text(json, "value", fact.Value);
                Text(json, "source", fact.Source);
                json.WriteEndObject();
            }
        );
        if (result.Standing == Standing.Waived)
        {
            json.WriteStartObject("waiver");
            Text(json, "reason", result.WaivedReason);
            Time(json, "until", result.WaivedUntil);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Trend(Utf8JsonWriter json, TrendPoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("sweep", point.Sweep);
        json.WriteString("at", ReportWords.Iso(point.At));
        json.WriteNumber("hosts", point.Hosts);
        Counts(json, "results", point.Results);
        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, string name, StandingCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("total", counts.Total);
        foreach (var standing in ReportWords.Standings)
        {
            json.WriteNumber(
                JsonNamingPolicy.CamelCase.ConvertName($"{standing}"),
                counts[standing]
            );
        }

        if (counts.Score is { } score)
        {
            json.WriteNumber("score", Math.Round(score, 6));
        }
        else
        {
            json.WriteNull("score");
        }

        json.WriteEndObject();
    }

    private static void Each<T>(
        Utf8JsonWriter json,
        string name,
        IEnumerable<T> items,
        Action<T> write
    )
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string text) =>
        json.WriteString(name, Valid(text));

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            json.WriteString(name, ReportWords.Iso(known));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>JSON's strings are text (RFC 8259 §8.2): half a surrogate pair becomes U+FFFD.</summary>
    private static string Valid(string text) =>
        ReportWords.Utf8.GetString(ReportWords.Utf8.GetBytes(text));
}
