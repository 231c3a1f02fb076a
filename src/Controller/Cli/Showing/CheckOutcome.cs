using Fleet.Checks.Reporting;
using Fleet.V1;

namespace Fleet.Controller.Cli.Showing;

/// <summary>A check's outcome: the worst of its rules'.</summary>
public static class CheckOutcome
{
    public static Checks.Judging.Outcome Of(CheckState check, IEnumerable<Finding> findings)
    {
        var own = FindingsOf(check.Check, findings).ToList();
        return own.Count > 0 ? WorstFirst.Of(own.Select(HostText.Finding))
            : check.Status == RunStatus.NotApplicable ? Checks.Judging.Outcome.NotApplicable
            : check.Status == RunStatus.Ran ? Checks.Judging.Outcome.Pass
            : Checks.Judging.Outcome.Unknown;
    }

    /// <summary>A rule's id begins with its check's.</summary>
    public static IEnumerable<Finding> FindingsOf(string check, IEnumerable<Finding> findings) =>
        findings.Where(finding => finding.Rule.StartsWith(check + "/", StringComparison.Ordinal));
}
