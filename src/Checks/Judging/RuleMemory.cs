using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Fleet.Checks.Judging;

/// <summary>
/// What each rule answered last about one host. A rule is asked again only where something that it looked at is no longer the same: answers are those that asking would give, sooner. One for
/// each host; safe for concurrent use.
/// </summary>
public sealed class RuleMemory
{
    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);

    /// <summary>The rule's findings.</summary>
    public ImmutableArray<Finding> Judge(Rule rule, JudgeInput input)
    {
        var id = rule.Declaration.Id;
        if (
            _answers.TryGetValue(id, out var known)
            && ReferenceEquals(known.Rule, rule)
            && known.Reads.AreIn(input)
        )
        {
            return known.Findings;
        }

        var reads = new JudgeReads();
        var answer = new Answer(rule, [.. rule.Judge(input.Watched(reads))], reads);
        _answers[id] = answer;
        return answer.Findings;
    }

    private sealed record Answer(Rule Rule, ImmutableArray<Finding> Findings, JudgeReads Reads);
}
