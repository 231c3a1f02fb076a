using Fleet.Checks.Diagnosis;
using Fleet.Checks.Judging;
using Fleet.Checks.Reporting;

namespace Fleet.Controller.Cli.Diagnosing;

/// <summary>A gate's mark: the same as a finding's.</summary>
internal static class GateMarks
{
    public static string Of(PassedGate gate, Ink ink) => ink.Mark(OutcomeOf(gate));

    public static string Plain(PassedGate gate) => new Ink(On: false).Mark(OutcomeOf(gate));

    private static Outcome OutcomeOf(PassedGate gate) =>
        gate.Verdict.State switch
        {
            GateState.Open => Outcome.Pass,
            GateState.Closed => Outcome.Fail,
            _ => Outcome.Unknown,
        };
}
