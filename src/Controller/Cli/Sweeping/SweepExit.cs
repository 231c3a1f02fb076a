using Fleet.Controller.Sweeps.Reporting;

namespace Fleet.Controller.Cli.Sweeping;

/// <summary>What a sweep's end says to scripts.</summary>
internal static class SweepExit
{
    /// <summary>1 where something fails or warns, 3 where something is only undetermined, 0 else. What is waived, and what a person has to judge, is neither.</summary>
    public static int Of(StandingCounts results) =>
        results.Fail + results.Warn > 0 ? ExitCode.Findings
        : results.Unknown > 0 ? ExitCode.Offline
        : ExitCode.Clean;
}
