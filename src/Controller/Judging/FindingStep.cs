using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging;

/// <summary>Judges the host as it is now known and tells which outcomes began, changed their words, or ended.</summary>
internal static class FindingStep
{
    /// <param name="fold">The host.</param>
    /// <param name="moment">The moment judged for.</param>
    /// <param name="observed">The check whose observation led here; null: time alone, or a new policy.</param>
    public static void Judge(HostFold fold, Moment moment, string? observed)
    {
        var before = fold.State.Findings;
        var input = Input(fold.State, fold.Rules, moment.At);
        foreach (var check in fold.Rules.Catalog.Checks)
        {
            JudgeCheck(fold, check, input, moment);
        }

        RegressionStep.Settle(fold, moment, observed, before);
    }

    internal static JudgeInput Input(HostState state, JudgingRules rules, DateTimeOffset asOf) =>
        new()
        {
            Checks = state.Checks.ToImmutableDictionary(c => c.Key, c => c.Value.Facts),
            Policy = rules.Policy,
            AsOf = asOf,
            Documents = state.Documents,
            Samples = state.Samples,
            Events = state.Events,
        };

    private static void JudgeCheck(HostFold fold, Check check, JudgeInput input, Moment moment)
    {
        if (input[check.Declaration.Id].Status == RunStatus.Unspecified)
        {
            return;
        }

        var spoken = new HashSet<FindingKey>();
        foreach (var finding in HostJudge.Judge(check, input))
        {
            if (spoken.Add(new FindingKey(finding.Rule, finding.Subject)))
            {
                Take(fold, finding, moment);
            }
        }

        var failed = input[check.Declaration.Id];
        foreach (
            var (key, span) in fold
                .State.Findings.Where(f => !spoken.Contains(f.Key) && IsOf(check, f.Key))
                .ToList()
        )
        {
            // A run that could not look says nothing of a subject's existence: it is unknown, not gone.
            if (failed.Status == RunStatus.Failed)
            {
                Take(
                    fold,
                    span.Finding with
                    {
                        Outcome = Outcome.Unknown,
                        Summary = $"could not look: {failed.Reason}",
                        Remedy = [],
                    },
                    moment
                );
            }
            else
            {
                fold.Ended(key, moment);
            }
        }
    }

    private static bool IsOf(Check check, FindingKey key) =>
        key.Rule.StartsWith(check.Declaration.Id, StringComparison.Ordinal)
        && key.Rule.Length > check.Declaration.Id.Length
        && key.Rule[check.Declaration.Id.Length] == '/';

    private static void Take(HostFold fold, Finding finding, Moment moment)
    {
        var key = new FindingKey(finding.Rule, finding.Subject);
        var span = fold.State.Findings.GetValueOrDefault(key);
        if (span is null || span.Finding.Outcome != finding.Outcome)
        {
            var certain = finding.Outcome is Outcome.Pass or Outcome.Warn or Outcome.Fail;
            fold.Began(
                new FindingSpan(
                    finding,
                    certain ? finding.Outcome : span?.LastCertain ?? Outcome.Unspecified,
                    moment.At,
                    moment.Seq
                )
            );
        }
        else if (!SameWords(span.Finding, finding))
        {
            fold.Refreshed(span with { Finding = finding });
        }
    }

    private static bool SameWords(Finding one, Finding other) =>
        one.Summary == other.Summary
        && one.Severity == other.Severity
        && one.Source == other.Source
        && one.ValidUntil == other.ValidUntil
        && one.Remedy.SequenceEqual(other.Remedy)
        && one.Keys.SequenceEqual(other.Keys);
}
