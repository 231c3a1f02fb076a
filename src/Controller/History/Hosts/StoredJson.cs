using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Checks.Facts;
using Fleet.Controller.Judging;

namespace Fleet.Controller.History.Hosts;

/// <summary>Short lists that are only ever read whole stand in one column.</summary>
[JsonSerializable(typeof(ImmutableArray<string>))]
[JsonSerializable(typeof(ImmutableArray<Coverage>))]
[JsonSerializable(typeof(ImmutableArray<FactChange>))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>))]
[JsonSerializable(typeof(ImmutableArray<DateTimeOffset>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write(ImmutableArray<string> texts) =>
        texts.IsEmpty ? "[]" : JsonSerializer.Serialize(texts, Default.ImmutableArrayString);

    public static string Write(ImmutableArray<Coverage> coverage) =>
        JsonSerializer.Serialize(coverage, Default.ImmutableArrayCoverage);

    public static string Write(ImmutableArray<FactChange> changes) =>
        changes.IsEmpty
            ? "[]"
            : JsonSerializer.Serialize(changes, Default.ImmutableArrayFactChange);

    public static string Write(ImmutableSortedDictionary<string, string> labels) =>
        JsonSerializer.Serialize(labels, Default.ImmutableSortedDictionaryStringString);

    public static string Write(ImmutableArray<DateTimeOffset> moments) =>
        moments.IsEmpty
            ? "[]"
            : JsonSerializer.Serialize(moments, Default.ImmutableArrayDateTimeOffset);

    public static ImmutableArray<DateTimeOffset> Moments(string json) =>
        JsonSerializer.Deserialize(json, Default.ImmutableArrayDateTimeOffset);

    public static ImmutableArray<string> Texts(string json) =>
        JsonSerializer.Deserialize(json, Default.ImmutableArrayString);

    public static ImmutableArray<Coverage> Coverages(string json) =>
        JsonSerializer.Deserialize(json, Default.ImmutableArrayCoverage);

    public static ImmutableArray<FactChange> FactChanges(string json) =>
        JsonSerializer.Deserialize(json, Default.ImmutableArrayFactChange);

    public static ImmutableSortedDictionary<string, string> Labels(string json) =>
        JsonSerializer.Deserialize(json, Default.ImmutableSortedDictionaryStringString)!;
}
