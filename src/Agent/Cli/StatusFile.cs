using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Agent.Disk;
using Fleet.Checks.Facts;

namespace Fleet.Agent.Cli;

/// <summary>What a running agent leaves for <c>fleet-agent status</c> to read.</summary>
internal sealed record StatusDocument
{
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Set by the reader: whether a process holds the data folder.</summary>
    public bool Running { get; init; }

    public required string Host { get; init; }

    public required string Controller { get; init; }

    public required bool Connected { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Why it is not connected.</summary>
    public required string Why { get; init; }

    public required DateTimeOffset CertificateUntil { get; init; }

    public required int SpoolRecords { get; init; }

    public required long SpoolBytes { get; init; }

    public required ulong NewestSeq { get; init; }

    public required RunEntry[] Checks { get; init; }

    public required DateTimeOffset At { get; init; }

    private static string PathIn(DataFolder data) => data.File("status.json");

    public void Write(DataFolder data) =>
        AtomicFile.Write(
            PathIn(data),
            JsonSerializer.SerializeToUtf8Bytes(this, StatusJson.Default.StatusDocument)
        );

    /// <summary>Null: none was written, or by another version that wrote it otherwise.</summary>
    public static StatusDocument? Read(DataFolder data)
    {
        try
        {
            return AtomicFile.Read(PathIn(data)) is { } json
                ? JsonSerializer.Deserialize(json, StatusJson.Default.StatusDocument)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, StatusJson.Default.StatusDocument);
}

internal sealed record RunEntry(string Check, RunStatus Status, string Reason, DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    Converters = [typeof(SnakeCaseEnum<RunStatus>)]
)]
[JsonSerializable(typeof(StatusDocument))]
internal sealed partial class StatusJson : JsonSerializerContext;
