using Fleet.Checks.Judging;

namespace Fleet.Checks.Reporting;

/// <summary>The order in which outcomes are told.</summary>
public static class WorstFirst
{
    /// <summary>0 for fail, then warn, unknown, pass, not applicable.</summary>
    public static int Rank(Outcome outcome) =>
        outcome switch
        {
            Outcome.Fail => 0,
            Outcome.Warn => 1,
            Outcome.Unknown => 2,
            Outcome.Pass => 3,
            Outcome.NotApplicable => 4,
            _ => 2,
        };

    /// <summary>Worst outcome first, then highest severity; otherwise in the order they came.</summary>
    public static IEnumerable<Finding> Sort(IEnumerable<Finding> findings) =>
        findings.OrderBy(f => Rank(f.Outcome)).ThenByDescending(f => f.Severity);

    /// <summary>The worst outcome; pass where there is none.</summary>
    public static Outcome Of(IEnumerable<Finding> findings) =>
        findings.Select(f => f.Outcome).DefaultIfEmpty(Outcome.Pass).MinBy(Rank);
}
