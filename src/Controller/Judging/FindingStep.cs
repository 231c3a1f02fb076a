using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Life;

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
        var standing = before.ToLookup(each => CheckOf(each.Key), StringComparer.Ordinal);
        foreach (var check in fold.Rules.Catalog.Checks)
        {
            JudgeCheck(fold, check, input, moment, standing[check.Declaration.Id]);
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

    private static void JudgeCheck(
        HostFold fold,
        Check check,
        JudgeInput input,
        Moment moment,
        IEnumerable<KeyValuePair<FindingKey, FindingSpan>> standing
    )
    {
        if (input[check.Declaration.Id].Status == RunStatus.Unspecified)
        {
            return;
        }

        var spoken = new HashSet<FindingKey>();
        foreach (var finding in HostJudge.Judge(check, input, fold.State.Memory))
        {
            if (spoken.Add(new FindingKey(finding.Rule, finding.Subject)))
            {
                Take(fold, finding, moment);
            }
        }

        var failed = input[check.Declaration.Id];
        foreach (var (key, span) in standing.Where(each => !spoken.Contains(each.Key)))
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

    private static string CheckOf(FindingKey key) =>
        key.Rule.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
            ? key.Rule[..slash]
            : key.Rule;

    private static void Take(HostFold fold, Finding finding, Moment moment)
    {
        var key = new FindingKey(finding.Rule, finding.Subject);
        var span = fold.State.Findings.GetValueOrDefault(key);
        if (span is null || span.Finding.Outcome != finding.Outcome)
        {
            var certain = finding.Outcome is Outcome.Pass or Outcome.Warn or Outcome.Fail;
            var began = new FindingSpan(
                finding,
                certain ? finding.Outcome : span?.LastCertain ?? Outcome.Unspecified,
                moment.At,
                moment.Seq
            );
            fold.Began(Waiving.Mark(fold, began, span, moment));
            return;
        }

        var marked = Waiving.Mark(fold, span, span, moment);
        if (marked != span || !SameWords(span.Finding, finding))
        {
            fold.Refreshed(marked with { Finding = finding });
        }
    }

    private static bool SameWords(Finding one, Finding other) =>
        ReferenceEquals(one, other)
        || one.Summary == other.Summary
            && one.Severity == other.Severity
            && one.Source == other.Source
            && one.ValidUntil == other.ValidUntil
            && one.Remedy.SequenceEqual(other.Remedy)
            && one.Keys.SequenceEqual(other.Keys);
}
