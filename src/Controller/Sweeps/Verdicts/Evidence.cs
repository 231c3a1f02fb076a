using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Sweeps.Verdicts;

/// <summary>The facts that a result rests on, as they were when it was judged. Pure.</summary>
internal static class Evidence
{
    /// <summary>The most facts of one result.</summary>
    public const int Most = 12;

    /// <summary>The most characters of one value.</summary>
    public const int MostValue = 400;

    /// <summary>The values of keys, in their order. A key that no check holds is told with an empty value: there is no such fact.</summary>
    public static ImmutableArray<SweptFact> Of(JudgeInput input, IEnumerable<string> keys) =>
        [.. keys.Distinct(StringComparer.Ordinal).Take(Most).Select(key => Fact(input, key))];

    private static SweptFact Fact(JudgeInput input, string key)
    {
        foreach (var facts in input.Checks.Values)
        {
            if (facts.Holds(key))
            {
                var reading = facts.Read(key);
                return new(key, Cut(reading.Value), reading.Source ?? "");
            }
        }

        return new(key, "", "");
    }

    private static string Cut(string value)
    {
        if (value.Length <= MostValue)
        {
            return value;
        }

        var end = char.IsHighSurrogate(value[MostValue - 1]) ? MostValue - 1 : MostValue;
        return value[..end] + "…";
    }
}
