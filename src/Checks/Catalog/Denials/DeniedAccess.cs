using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Denials;

/// <summary>A denial as its fact tells it.</summary>
/// <param name="Key">The fact's key.</param>
/// <param name="Program">comm.</param>
/// <param name="Operation">Permissions or operation.</param>
/// <param name="Object">Class and type, or mask.</param>
/// <param name="Name">Path, name or port.</param>
internal sealed record DeniedAccess(
    string Key,
    string Program,
    string Operation,
    string Object,
    string Name
)
{
    /// <summary>Those of the last day.</summary>
    public static IEnumerable<DeniedAccess> Of(JudgeInput input, string check, string prefix) =>
        input[check]
            .Under(prefix)
            .Where(held => !held.IsStale)
            .Select(held => Read(held.Fact, prefix))
            .OfType<DeniedAccess>();

    /// <summary>What distinguishes it from others: stable for as long as it is told.</summary>
    public string Subject(string prefix) => Key[(prefix.Length + 1)..];

    private static DeniedAccess? Read(Fact fact, string prefix) =>
        fact.Key[(prefix.Length + 1)..].Split('/') is [var program, var operation, var on]
            ? new DeniedAccess(
                fact.Key,
                program,
                Uri.UnescapeDataString(operation).Replace('.', ' '),
                Uri.UnescapeDataString(on).Replace('.', ' '),
                fact.Value
            )
            : null;
}
