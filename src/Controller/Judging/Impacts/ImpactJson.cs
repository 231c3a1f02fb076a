using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Controller.Judging.Impacts;

/// <summary>An <see cref="Impact"/> as <see cref="RegressionEntry.Impact"/> keeps it; empty text: none.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Impact), TypeInfoPropertyName = "Stored")]
public sealed partial class ImpactJson : JsonSerializerContext
{
    public static string Write(Impact impact) =>
        impact.IsNone ? "" : JsonSerializer.Serialize(impact, Default.Stored);

    /// <exception cref="JsonException">The text was not written by <see cref="Write"/>.</exception>
    public static Impact Read(string text) =>
        text.Length == 0 ? Impact.None : JsonSerializer.Deserialize(text, Default.Stored)!;
}
