using System.Collections.Immutable;
using Fleet.Checks.Catalog.Expectations;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.Profiles;

/// <summary>Judges one control on one host.</summary>
internal sealed class ControlJudge(Control control, JudgeInput input, CheckCatalog catalog)
{
    private const string ExpectedPrefix = "expect/";

    /// <summary>Each rule and subject once: of two parts that say the same of one subject, the worse.</summary>
    public IEnumerable<ControlResult> Judge() =>
        Judge(control.JudgedBy)
            .GroupBy(result => (result.Rule, result.Subject))
            .Select(same => same.MinBy(result => Weight(result.Outcome))!);

    private IEnumerable<ControlResult> Judge(Judgement judgement) =>
        judgement switch
        {
            ByRule(var rule, var parameters) => OfRule(rule, parameters),
            ByExpectation(var expected) => OfFindings(
                expected.Check,
                new ExpectedFactRule(ExpectedPrefix + expected.Key, expected),
                input
            ),
            AllOf(var parts) => parts.SelectMany(Judge),
            AnyOf(var parts) => [OfAny([.. parts.Select(part => Judge(part).ToImmutableArray())])],
            ByHand(var reason) =>
            [
                Result(
                    ControlResult.ManualRule,
                    Outcome.Unknown,
                    $"not judged by machine: {reason}"
                ),
            ],
            _ => throw new InvalidOperationException($"no judge for {judgement}"),
        };

    private IEnumerable<ControlResult> OfRule(
        string id,
        ImmutableDictionary<string, string> parameters
    )
    {
        var check = catalog.Find(id[..Math.Max(0, id.IndexOf('/', StringComparison.Ordinal))]);
        if (check is null || catalog.FindRule(id) is not { } rule)
        {
            return [Result(id, Outcome.Unknown, $"this version has no rule {id}")];
        }

        var said = new RulePolicy(Off: false, Severity: null, parameters);
        var own = new Policy(ImmutableDictionary<string, RulePolicy>.Empty.Add(id, said));
        return OfFindings(check.Declaration.Id, rule, input with { Policy = own });
    }

    private IEnumerable<ControlResult> OfFindings(string check, Rule rule, JudgeInput by)
    {
        var results = RuleRun.Of(rule, by[check], by).Select(OfFinding).ToList();
        return results.Count > 0
            ? results
            :
            [
                Result(
                    rule.Declaration.Id,
                    Outcome.NotApplicable,
                    "there is nothing on this host that it speaks of"
                ),
            ];
    }

    private ControlResult OfFinding(Finding finding) =>
        new(
            control.Id,
            finding.Rule,
            finding.Subject,
            finding.Outcome == Outcome.Warn ? Outcome.Fail : finding.Outcome,
            control.Severity,
            finding.Summary,
            finding.Remedy,
            finding.Source,
            finding.Keys,
            finding.ValidUntil
        );

    /// <summary>The first part that holds speaks for all; else the result tells what is against each.</summary>
    private ControlResult OfAny(ImmutableArray<ImmutableArray<ControlResult>> parts)
    {
        var keys = parts.SelectMany(part => part).SelectMany(result => result.Keys);
        var until = parts.SelectMany(part => part).Min(result => result.ValidUntil);
        var held = parts.FirstOrDefault(part => ControlResult.Together(part) == Outcome.Pass);
        var spoken = held.IsDefault ? [.. parts.SelectMany(part => part)] : held;
        var outcomes = parts.Select(part => ControlResult.Together(part)).ToHashSet();
        return new ControlResult(
            control.Id,
            ControlResult.AnyRule,
            "",
            !held.IsDefault ? Outcome.Pass
                : outcomes.Contains(Outcome.Unknown) ? Outcome.Unknown
                : outcomes.Contains(Outcome.Fail) ? Outcome.Fail
                : Outcome.NotApplicable,
            control.Severity,
            string.Join("; ", spoken.Select(result => result.Summary).Distinct()),
            held.IsDefault ? [.. parts[0].SelectMany(result => result.Remedy)] : [],
            spoken.Select(result => result.Source).FirstOrDefault(source => source.Length > 0)
                ?? "",
            [.. keys.Distinct()],
            until
        );
    }

    private ControlResult Result(string rule, Outcome outcome, string summary) =>
        new(control.Id, rule, "", outcome, control.Severity, summary, [], "", [], null);

    private static int Weight(Outcome outcome) =>
        outcome switch
        {
            Outcome.Fail => 0,
            Outcome.Unknown => 1,
            Outcome.Pass => 2,
            _ => 3,
        };
}
