using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Controller.Sweeps.Reporting;

/// <summary>What reports tell of a profile. Stored with the sweep: a later version of the program may not read the profile's text any more.</summary>
/// <param name="Title">One line.</param>
/// <param name="Source">The document that it follows, with its version; empty: none.</param>
/// <param name="Controls">In the document's order.</param>
public sealed record ProfileView(string Title, string Source, ImmutableArray<SweptControl> Controls)
{
    /// <summary>A profile of which nothing is known.</summary>
    public static ProfileView None { get; } = new("", "", []);

    public string Write() => JsonSerializer.Serialize(this, SweepColumns.Default.ProfileView);

    public static ProfileView Read(string json) =>
        json.Length == 0
            ? None
            : JsonSerializer.Deserialize(json, SweepColumns.Default.ProfileView) ?? None;
}

/// <summary>Short lists that are only ever read whole stand in one column.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProfileView))]
[JsonSerializable(typeof(ImmutableArray<SweptFact>))]
internal sealed partial class SweepColumns : JsonSerializerContext
{
    public static string Write(ImmutableArray<SweptFact> facts) =>
        facts.IsEmpty ? "[]" : JsonSerializer.Serialize(facts, Default.ImmutableArraySweptFact);

    public static ImmutableArray<SweptFact> Facts(string json) =>
        json == "[]" ? [] : JsonSerializer.Deserialize(json, Default.ImmutableArraySweptFact);
}
