using Fleet.V1;

namespace Fleet.Controller.Cli.Json;

/// <summary>What <c>fleet silence --json</c> prints: those that there are, or the one that was made or ended.</summary>
public sealed record SilencesJson(int SchemaVersion, IReadOnlyList<SilenceJson> Silences);

/// <summary>A silence that an operator made.</summary>
public sealed record SilenceJson(
    long Id,
    string Host,
    IDictionary<string, string> Labels,
    string Rule,
    string Reason,
    string By,
    DateTimeOffset? From,
    DateTimeOffset? Until
)
{
    public static SilenceJson Of(Silence silence) =>
        new(
            silence.Id,
            silence.Host,
            silence.Labels,
            silence.Rule,
            silence.Reason,
            silence.By,
            silence.From?.ToDateTimeOffset(),
            silence.Until?.ToDateTimeOffset()
        );
}
