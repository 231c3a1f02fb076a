using Fleet.Checks.Judging;

namespace Fleet.Checks.Reporting.Nagios;

/// <summary>A plugin's state; its number is the exit status (Nagios Plugins Development Guidelines, "Plugin Return Codes").</summary>
public enum NagiosState
{
    Ok = 0,
    Warning = 1,
    Critical = 2,
    Unknown = 3,
}

/// <summary>Outcomes as states.</summary>
public static class NagiosStates
{
    /// <summary>A failing rule is critical, a warning one a warning; what nobody knows is unknown, never OK.</summary>
    public static NagiosState Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Pass or Outcome.NotApplicable => NagiosState.Ok,
            Outcome.Warn => NagiosState.Warning,
            Outcome.Fail => NagiosState.Critical,
            _ => NagiosState.Unknown,
        };

    /// <summary>The worst: critical, warning, unknown, OK; OK where there is none.</summary>
    public static NagiosState Worst(IEnumerable<NagiosState> states) =>
        states.DefaultIfEmpty(NagiosState.Ok).MaxBy(Rank);

    /// <summary>Higher is worse.</summary>
    public static int Rank(NagiosState state) =>
        state switch
        {
            NagiosState.Critical => 3,
            NagiosState.Warning => 2,
            NagiosState.Unknown => 1,
            _ => 0,
        };
}
