using System.Globalization;
using System.Text.Json;
using Fleet.Checks.Reporting;

namespace Fleet.Controller.Sweeps.Reporting.Formats;

/// <summary>Where a result is: on a host, and where its first evidence names a file, in that file of it (SARIF 2.1.0 §3.28).</summary>
internal static class SarifPlace
{
    public static void Write(Utf8JsonWriter json, SweptResult result)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        if (FileOf(result) is { } file)
        {
            Physical(json, result.Host, file.Path, file.Line);
        }

        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("name", Printable.Line(result.Host));
        json.WriteString("fullyQualifiedName", Printable.Line($"{result.Host}/{result.Control}"));
        json.WriteString("kind", "resource");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Physical(Utf8JsonWriter json, string host, string path, int line)
    {
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        // Relative to the fleet: a host is a folder (RFC 3986 §3.3 for what a segment may hold).
        json.WriteString(
            "uri",
            string.Join('/', $"{host}{path}".Split('/').Select(Uri.EscapeDataString))
        );
        json.WriteEndObject();
        if (line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", line);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary><c>/etc/ssh/sshd_config:33</c>, or a path alone.</summary>
    private static (string Path, int Line)? FileOf(SweptResult result)
    {
        var source = result
            .Evidence.Select(fact => fact.Source)
            .FirstOrDefault(source => source.StartsWith('/'));
        if (source is null)
        {
            return null;
        }

        var at = source.LastIndexOf(':');
        return
            at > 0
            && int.TryParse(
                source.AsSpan(at + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var line
            )
            ? (source[..at], line)
            : (source, 0);
    }
}
