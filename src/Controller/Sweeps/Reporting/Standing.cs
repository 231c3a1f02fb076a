using Fleet.Checks.Judging;

namespace Fleet.Controller.Sweeps.Reporting;

/// <summary>How a result counts: its outcome, with what somebody accepted and what only a person can judge set apart. Ordered from what needs nobody to what is worst.</summary>
public enum Standing
{
    Unspecified = 0,

    /// <summary>The control's subject does not exist on the host.</summary>
    NotApplicable,

    Pass,

    /// <summary>The control says that a person has to judge it.</summary>
    Manual,

    /// <summary>It does not hold, and the policy accepts that until a day.</summary>
    Waived,

    /// <summary>Could not be determined; never a pass.</summary>
    Unknown,

    Warn,
    Fail,
}

/// <summary>Where a standing comes from.</summary>
public static class Standings
{
    /// <summary>What an outcome counts as.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="isWaived">A waiver holds for it: it counts where the outcome is warn or fail.</param>
    /// <param name="isManual">Its control is judged by a person: it counts where the outcome is unknown.</param>
    public static Standing Of(Outcome outcome, bool isWaived, bool isManual) =>
        outcome switch
        {
            Outcome.Fail or Outcome.Warn when isWaived => Standing.Waived,
            Outcome.Fail => Standing.Fail,
            Outcome.Warn => Standing.Warn,
            Outcome.Pass => Standing.Pass,
            Outcome.NotApplicable => Standing.NotApplicable,
            _ => isManual ? Standing.Manual : Standing.Unknown,
        };
}
