using System.Collections.Immutable;
using Fleet.Checks.Diagnosis;
using Fleet.Checks.Facts;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>What changed between two looks. Pure.</summary>
internal static class WatchChanges
{
    private const int MostFacts = 8;
    private const string Nothing = "nothing";

    /// <summary>Lines for people, gates first; none where all is as it was.</summary>
    public static ImmutableArray<string> Between(Diagnosed before, Diagnosed now)
    {
        var facts = Facts(before.Stored, now.Stored, Decisive(before.Answer)).ToImmutableArray();
        return
        [
            .. Gates(before.Answer, now.Answer),
            .. facts.Take(MostFacts),
            .. facts.Length > MostFacts
                ? [$"and {facts.Length - MostFacts} facts more"]
                : ImmutableArray<string>.Empty,
        ];
    }

    /// <summary>Facts of a host that came, went or changed; what could not be read has not changed.</summary>
    /// <param name="before">The host as it was.</param>
    /// <param name="now">The host as it is.</param>
    /// <param name="first">The check whose facts are told first; empty: none.</param>
    public static IEnumerable<string> Facts(StoredHost? before, StoredHost? now, string first = "")
    {
        if (before is null || now is null)
        {
            yield break;
        }

        foreach (
            var check in before
                .Input.Checks.Keys.Union(now.Input.Checks.Keys)
                .OrderBy(check => check == first ? 0 : 1)
                .ThenBy(check => check, StringComparer.Ordinal)
        )
        {
            var was = Held(before.Input[check]);
            var held = Held(now.Input[check]);
            foreach (var key in was.Keys.Union(held.Keys).Order(StringComparer.Ordinal))
            {
                var old = was.TryGetValue(key, out var one) ? one.Fact.Value : Nothing;
                var current = held.TryGetValue(key, out var other) ? other.Fact.Value : Nothing;
                if (old != current && !one.IsStale && !other.IsStale)
                {
                    yield return $"{key} {old} → {current}";
                }
            }
        }
    }

    /// <summary>True where nothing new is to be told: the same gate, closed by the same cause.</summary>
    public static bool SameAnswer(DiagnosisAnswer before, DiagnosisAnswer now) =>
        before.Outcome == now.Outcome
        && before.Leading?.Id == now.Leading?.Id
        && before.Causes.FirstOrDefault()?.Cause.Id == now.Causes.FirstOrDefault()?.Cause.Id;

    /// <summary>True where the gate that was closed is open, and none is closed.</summary>
    public static bool Opened(DiagnosisAnswer before, DiagnosisAnswer now) =>
        before.Leading is { } gate
        && now.Leading is null
        && now.Gates.Any(one => one.Id == gate.Id && one.Verdict.State == GateState.Open);

    // The check of the rule that the leading cause rests on.
    private static string Decisive(DiagnosisAnswer answer) =>
        answer.Causes.FirstOrDefault()?.Found.Rule.Split('/')[0] ?? "";

    private static IEnumerable<string> Gates(DiagnosisAnswer before, DiagnosisAnswer now) =>
        before
            .Gates.Join(now.Gates, gate => gate.Id, gate => gate.Id, (was, gate) => (was, gate))
            .Where(pair => pair.was.Verdict.State != pair.gate.Verdict.State)
            .Where(pair =>
                pair.was.Verdict.State == GateState.Closed
                || pair.gate.Verdict.State == GateState.Closed
            )
            .Select(pair =>
                $"{pair.gate.Gate.Title} {GateMarks.Plain(pair.was)} → {GateMarks.Plain(pair.gate)}"
            );

    private static ImmutableDictionary<string, HeldFact> Held(CheckFacts facts) =>
        facts.All.ToImmutableDictionary(held => held.Fact.Key, StringComparer.Ordinal);
}
