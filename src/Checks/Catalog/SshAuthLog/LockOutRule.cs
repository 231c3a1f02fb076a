using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Lines by which sshd itself proves that it keeps somebody out: what the log says once, the rule says for an hour.</summary>
public sealed class LockOutRule : EventRule
{
    private const int MostNamed = 3;
    private readonly LockOut _lockOut;
    private readonly HashSet<string> _kinds;

    private LockOutRule(LockOut lockOut)
    {
        _lockOut = lockOut;
        _kinds = [.. lockOut.Kinds.Select(kind => kind.Name())];
        Declaration = new RuleDeclaration
        {
            Id = $"{SshAuthLogCheck.Id}/{lockOut.Name}",
            Title = lockOut.Title,
            Severity = lockOut.Severity,
            Rationale = lockOut.Rationale,
            Reads = [SshAuthLogCheck.SourceKey],
            References = [lockOut.Reference],
        };
    }

    public override RuleDeclaration Declaration { get; }

    /// <summary>One rule a row of <see cref="LockOuts"/>.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [.. LockOuts.All.Select(lockOut => new LockOutRule(lockOut))];

    private protected override Finding Judge(JudgeInput input, IReadOnlyList<EventBucket> window)
    {
        var hits = window
            .SelectMany(bucket => bucket.Counts.Select(count => (bucket.Start, count)))
            .Where(hit => _kinds.Contains(hit.count.Kind))
            .ToList();
        if (hits.Count == 0)
        {
            return Finding(
                Outcome.Pass,
                "",
                $"the log says nothing against it in 1 h: {Declaration.Title}"
            );
        }

        ImmutableArray<string> named =
        [
            .. hits.Select(hit => hit.count.User)
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        var more =
            named.Length > MostNamed
                ? $" and {Attempts.AtLeast(named.Length - MostNamed)} more"
                : "";
        var who = named.IsEmpty ? "" : ": " + string.Join(", ", named.Take(MostNamed)) + more;
        return Finding(Outcome.Warn, "", _lockOut.Summary + who) with
        {
            Remedy =
            [
                .. _lockOut.Look,
                .. named.Take(MostNamed).SelectMany(name => _lockOut.Remedy(name)),
            ],
            ValidUntil = Attempts.End(hits.Min(hit => hit.Start)),
        };
    }
}
