using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Judging.Policies.Comparing;

/// <summary>What a policy makes of a rule on a subject.</summary>
/// <param name="Outcome">Unspecified: it is not judged.</param>
/// <param name="Waived">It fails, and that is accepted.</param>
public readonly record struct Verdict(Outcome Outcome, bool Waived);

/// <summary>A rule whose outcome two policies see differently on a host.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Subject">What of the host.</param>
/// <param name="Before">By the one.</param>
/// <param name="After">By the other.</param>
/// <param name="Summary">The finding's words, of the other where that has one.</param>
public sealed record OutcomeDifference(
    string Rule,
    string Subject,
    Verdict Before,
    Verdict After,
    string Summary
)
{
    /// <summary>Judges a host both ways, by the rules that matter.</summary>
    /// <param name="state">What is stored of the host.</param>
    /// <param name="before">What it is judged by.</param>
    /// <param name="after">What it would be judged by.</param>
    /// <param name="now">The moment judged for.</param>
    public static IEnumerable<OutcomeDifference> Of(
        HostState state,
        JudgingRules before,
        JudgingRules after,
        DateTimeOffset now
    )
    {
        var rules = Concerned(before, after);
        if (rules.IsEmpty)
        {
            return [];
        }

        var (one, other) = (Judge(state, before, rules, now), Judge(state, after, rules, now));
        return from key in one.Keys.Union(other.Keys)
            let was = one.GetValueOrDefault(key)
            let will = other.GetValueOrDefault(key)
            where was.Verdict != will.Verdict
            orderby key.Rule, key.Subject
            select new OutcomeDifference(
                key.Rule,
                key.Subject,
                was.Verdict,
                will.Verdict,
                will.Summary ?? was.Summary ?? ""
            );
    }

    /// <summary>Rules whose outcome can differ: those with other settings, and those that other waivers speak of.</summary>
    private static ImmutableHashSet<string> Concerned(JudgingRules before, JudgingRules after)
    {
        Waiver[] waivers =
        [
            .. before.Waivers.Except(after.Waivers, WaiverMeaning.Same),
            .. after.Waivers.Except(before.Waivers, WaiverMeaning.Same),
        ];
        var ids = before
            .Catalog.Rules.Concat(after.Catalog.Rules)
            .Select(rule => rule.Declaration.Id);
        return
        [
            .. SettingDifference
                .Of(before, after)
                .Where(difference => difference.Setting != RuleSettings.Severity)
                .Select(difference => difference.Rule),
            .. waivers.Length == 0
                ? []
                : ids.Where(id => waivers.Any(waiver => FactKey.Matches(id, waiver.Rule))),
        ];
    }

    private static Dictionary<FindingKey, (Verdict Verdict, string? Summary)> Judge(
        HostState state,
        JudgingRules rules,
        ImmutableHashSet<string> concerned,
        DateTimeOffset now
    )
    {
        var input = FindingStep.Input(state, rules, now);
        var judged = new Dictionary<FindingKey, (Verdict, string?)>();
        foreach (var check in rules.Catalog.Checks)
        {
            var some = check.Rules.Where(rule => concerned.Contains(rule.Declaration.Id));
            foreach (var finding in HostJudge.Judge(check, some, input))
            {
                judged.TryAdd(
                    new FindingKey(finding.Rule, finding.Subject),
                    (new Verdict(finding.Outcome, IsWaived(finding, rules, now)), finding.Summary)
                );
            }
        }

        return judged;
    }

    private static bool IsWaived(Finding finding, JudgingRules rules, DateTimeOffset now) =>
        finding.Outcome is Outcome.Fail or Outcome.Warn
        && Matching.WaiverOf(
            rules,
            new RegressionKey(RegressionKind.Rule, finding.Rule, finding.Subject),
            now
        )
            is not null;
}

/// <summary>Two waivers mean the same wherever they stand.</summary>
internal sealed class WaiverMeaning : IEqualityComparer<Waiver>
{
    public static WaiverMeaning Same { get; } = new();

    public bool Equals(Waiver? one, Waiver? other) => Key(one) == Key(other);

    public int GetHashCode(Waiver waiver) => Key(waiver).GetHashCode();

    private static (string?, string?, string?, DateTimeOffset?) Key(Waiver? waiver) =>
        (waiver?.Rule, waiver?.Subject, waiver?.Hosts.ToString(), waiver?.Until);
}
