using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog;

/// <summary>Judges a host by every rule of a catalog. The same judge runs on the controller and in <c>fleet-agent check</c>.</summary>
public sealed class HostJudge(CheckCatalog catalog)
{
    /// <summary>Findings of all checks that have run, in catalog order.</summary>
    public IEnumerable<Finding> Judge(JudgeInput input) =>
        catalog.Checks.SelectMany(check => Judge(check, input));

    /// <summary>Findings of one check's rules. A failed run gives unknown, an absent subject not-applicable, a check that never ran nothing.</summary>
    /// <param name="check">The check.</param>
    /// <param name="input">What is known of the host.</param>
    /// <param name="memory">Of this host, so that rules are asked only where there is something new for them; null: they are asked.</param>
    public static IEnumerable<Finding> Judge(
        Check check,
        JudgeInput input,
        RuleMemory? memory = null
    ) => Judge(check, check.Rules, input, memory);

    /// <summary>Findings of some rules over one check's facts.</summary>
    public static IEnumerable<Finding> Judge(
        Check check,
        IEnumerable<Rule> rules,
        JudgeInput input,
        RuleMemory? memory = null
    )
    {
        var facts = input[check.Declaration.Id];
        foreach (var rule in rules)
        {
            if (facts.Status == RunStatus.Unspecified || IsOff(rule, input.Policy))
            {
                continue;
            }

            var findings = facts.Status switch
            {
                RunStatus.Failed =>
                [
                    Whole(rule, Outcome.Unknown, $"could not look: {facts.Reason}"),
                ],
                RunStatus.NotApplicable => [Whole(rule, Outcome.NotApplicable, facts.Reason)],
                _ when memory is not null => memory.Judge(rule, input),
                _ => rule.Judge(input),
            };
            foreach (var finding in findings)
            {
                var severity = SeverityOf(rule, input.Policy, finding);
                yield return severity == finding.Severity
                    ? finding
                    : finding with
                    {
                        Severity = severity,
                    };
            }
        }
    }

    private static bool IsOff(Rule rule, Policy policy) =>
        policy.Rules.TryGetValue(rule.Declaration.Id, out var said) && said.Off;

    private static Severity SeverityOf(Rule rule, Policy policy, Finding finding) =>
        policy.Rules.TryGetValue(rule.Declaration.Id, out var said) && said.Severity is { } severity
            ? severity
            : finding.Severity;

    private static Finding Whole(Rule rule, Outcome outcome, string summary) =>
        new()
        {
            Rule = rule.Declaration.Id,
            Outcome = outcome,
            Severity = rule.Declaration.Severity,
            Summary = summary,
        };
}
