using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Profiles;

/// <summary>Asks one rule, whatever became of its check. Unlike a report, a profile has an answer for a check that never ran.</summary>
internal static class RuleRun
{
    public static IEnumerable<Finding> Of(Rule rule, CheckFacts facts, JudgeInput input) =>
        facts.Status switch
        {
            RunStatus.Unspecified => [Whole(rule, Outcome.Unknown, "its check has not run yet")],
            RunStatus.Failed => [Whole(rule, Outcome.Unknown, $"could not look: {facts.Reason}")],
            RunStatus.NotApplicable => [Whole(rule, Outcome.NotApplicable, facts.Reason)],
            _ => rule.Judge(input),
        };

    private static Finding Whole(Rule rule, Outcome outcome, string summary) =>
        new()
        {
            Rule = rule.Declaration.Id,
            Outcome = outcome,
            Severity = rule.Declaration.Severity,
            Summary = summary,
        };
}
