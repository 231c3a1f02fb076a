using System.Text.Json;
using Fleet.Checks.Judging;

namespace Fleet.Lab.Tests.Agreement;

/// <summary>A control as a sweep's report tells it.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="Id">Its id.</param>
/// <param name="ContentRules">Rules of ComplianceAsCode that it names.</param>
internal sealed record SweptControl(string Profile, string Id, IReadOnlyList<string> ContentRules)
{
    private const string Prefix = "SSG ";

    public static SweptControl Read(string profile, JsonElement control) =>
        new(
            profile,
            control.GetProperty("id").GetString()!,
            [
                .. control
                    .GetProperty("references")
                    .EnumerateArray()
                    .Select(reference => reference.GetString()!)
                    .Where(reference => reference.StartsWith(Prefix, StringComparison.Ordinal))
                    .Select(reference => reference[Prefix.Length..]),
            ]
        );
}

/// <summary>One result of a control on a host.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Facts">The facts that it rests on, and where each was read.</param>
internal sealed record SweptOutcome(
    Outcome Outcome,
    IReadOnlyList<(string Key, string Source)> Facts
)
{
    public static SweptOutcome Read(JsonElement result) =>
        new(
            Enum.Parse<Outcome>(
                result
                    .GetProperty("outcome")
                    .GetString()!
                    .Replace("_", "", StringComparison.Ordinal),
                ignoreCase: true
            ),
            [
                .. result
                    .GetProperty("evidence")
                    .EnumerateArray()
                    .Select(fact =>
                        (
                            fact.GetProperty("key").GetString()!,
                            fact.GetProperty("source").GetString()!
                        )
                    ),
            ]
        );
}
