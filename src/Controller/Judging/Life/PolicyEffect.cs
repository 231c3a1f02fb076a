using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Life;

/// <summary>
/// Tells a host that got worse from rules that got stricter. Where the present rules fail for what was known before as well, nothing changed on the host: a new policy, or a new version of a rule, says
/// otherwise than the one before, and that is a finding.
/// </summary>
internal static class PolicyEffect
{
    /// <param name="fold">The host, with a finding that is worse than before.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="before">The outcome that it followed: good.</param>
    public static bool FailedBefore(HostFold fold, Finding finding, FindingSpan before)
    {
        var check = fold.Rules.Catalog.Checks.FirstOrDefault(each =>
            each.Declaration.Id == RegressionStep.CheckOf(finding.Rule)
        );
        if (check is null || !fold.Earlier.Checks.ContainsKey(check.Declaration.Id))
        {
            return false;
        }

        // Not before the good outcome began: until then time alone may have made it good.
        var lastAt = fold.Earlier.Spool.LastAt;
        var asOf = lastAt > before.Since ? lastAt : before.Since;
        return HostJudge
            .Judge(check, FindingStep.Input(fold.Earlier, fold.Rules, asOf))
            .Any(then =>
                then.Rule == finding.Rule
                && then.Subject == finding.Subject
                && then.Outcome is Outcome.Warn or Outcome.Fail
            );
    }
}
