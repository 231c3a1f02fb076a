using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;

namespace Fleet.Checks.Diagnosis;

/// <summary>From a case to its answer. Pure.</summary>
public static class Diagnoser
{
    private const string TooFar = "the connection does not get that far";

    public static DiagnosisAnswer Answer(DiagnosisCase asked) =>
        Answer(asked, [.. GateWalk.Walk(asked)]);

    /// <summary>For callers that have shown the gates one by one.</summary>
    /// <param name="asked">The case.</param>
    /// <param name="gates">All of <see cref="GateWalk.Walk"/>.</param>
    public static DiagnosisAnswer Answer(DiagnosisCase asked, ImmutableArray<PassedGate> gates)
    {
        var leading = gates.FirstOrDefault(gate => gate.IsClosed);
        var causes = Ranked(asked, gates);
        return new DiagnosisAnswer
        {
            Question = asked.Question,
            Gates = gates,
            Leading = leading,
            Next = leading is null
                ? []
                : [.. gates.Where(gate => gate.IsClosed && gate.Id > leading.Id)],
            Causes = causes,
            NotLookedAt =
            [
                .. gates
                    .Where(gate => gate.Verdict.State == GateState.Unknown)
                    .Select(gate => new NotLookedAt(
                        gate.Gate.Title,
                        gate.Id > leading?.Id ? TooFar : gate.Verdict.Reason
                    )),
            ],
            Outcome =
                asked.Client.Proof(Milestone.ShellRan) is not null ? DiagnosisOutcome.Works
                : leading is not null || !causes.IsEmpty ? DiagnosisOutcome.Refused
                // An attempt that did not get in outweighs what everything else allows.
                : !asked.Client.Attempt.IsPresent
                && Array.TrueForAll([.. gates], gate => gate.Verdict.State == GateState.Open)
                    ? DiagnosisOutcome.Works
                : DiagnosisOutcome.Undetermined,
        };
    }

    // A cause behind a gate that is open is none: what the client passed, it passed. Where nobody knows, only certainty counts.
    private static ImmutableArray<RankedCause> Ranked(
        DiagnosisCase asked,
        ImmutableArray<PassedGate> gates
    )
    {
        var states = gates.ToDictionary(gate => gate.Id, gate => gate.Verdict.State);
        var found = CauseCatalog
            .BuiltIn.Causes.Where(cause =>
                cause.IsBesideGate ? !LetIn(asked, cause) : states[cause.Gate] != GateState.Open
            )
            .Select(cause => (Cause: cause, Found: cause.Find(asked)))
            .Select(pair =>
                pair with
                {
                    Found = pair.Found is { } one
                        ? LogProof.Added(asked, pair.Cause.Id, one)
                        : null,
                }
            )
            .Where(pair =>
                pair.Found is not null
                && (
                    pair.Cause.IsBesideGate
                    || states[pair.Cause.Gate] == GateState.Closed
                    || pair.Found.Confidence == Confidence.Certain
                )
            )
            .Select(pair => new RankedCause(pair.Cause, Aged(asked, pair.Found!)))
            .ToList();
        var explained = found.SelectMany(one => one.Cause.Explains).ToHashSet();
        return
        [
            .. found
                .Where(one => !explained.Contains(one.Cause.Id))
                .Where(one =>
                    !one.Cause.YieldsToOthers || !found.Exists(other => IsBetter(other, one))
                )
                .OrderByDescending(one => one.Found.Confidence)
                .ThenBy(one => one.Cause.Gate),
        ];
    }

    // A key that let the client in was not refused, whatever lines of the same minute say.
    private static bool LetIn(DiagnosisCase asked, Cause cause) =>
        cause.Gate == GateId.Key && asked.Client.Proof(Milestone.Authenticated) is not null;

    private static bool IsBetter(RankedCause other, RankedCause one) =>
        !other.Cause.YieldsToOthers
        && other.Cause.Gate == one.Cause.Gate
        && other.Found.Confidence >= one.Found.Confidence;

    // What was so when the host was last heard is likely, not certain.
    private static CauseFound Aged(DiagnosisCase asked, CauseFound found) =>
        !asked.Server.IsFresh
        && found.Confidence == Confidence.Certain
        && found.Evidence.Any(line => line.Side == EvidenceSide.Server)
            ? found with
            {
                Confidence = Confidence.Likely,
            }
            : found;
}
