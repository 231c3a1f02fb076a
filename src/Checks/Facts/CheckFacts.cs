using System.Collections.Immutable;

namespace Fleet.Checks.Facts;

/// <summary>
/// What is known of one host from one check: the facts of its observations so far under the coverage of the newest. Facts under a prefix that the
/// newest run could not read keep their last value and are stale.
/// </summary>
public sealed class CheckFacts
{
    private readonly ImmutableSortedDictionary<string, HeldFact> _facts;
    private readonly ImmutableArray<Coverage> _coverage;

    private CheckFacts(
        ImmutableSortedDictionary<string, HeldFact> facts,
        ImmutableArray<Coverage> coverage,
        RunStatus status,
        string reason,
        int version
    ) => (_facts, _coverage, Status, Reason, Version) = (facts, coverage, status, reason, version);

    /// <summary>No observation yet: everything is unknown.</summary>
    public static CheckFacts None { get; } =
        new(
            ImmutableSortedDictionary.Create<string, HeldFact>(StringComparer.Ordinal),
            [],
            RunStatus.Unspecified,
            "not observed yet",
            0
        );

    public RunStatus Status { get; }

    /// <summary>Why the newest run was not <see cref="RunStatus.Ran"/>.</summary>
    public string Reason { get; }

    /// <summary>The version of the check that saw these facts.</summary>
    public int Version { get; }

    /// <summary>All facts, stale ones included, in key order.</summary>
    public IEnumerable<HeldFact> All => _facts.Values;

    public ImmutableArray<Coverage> Coverage => _coverage;

    /// <summary>Rebuilds the state that was stored.</summary>
    public static CheckFacts Restore(
        IEnumerable<HeldFact> facts,
        IEnumerable<Coverage> coverage,
        RunStatus status,
        string reason,
        int version
    ) =>
        new(
            facts.ToImmutableSortedDictionary(f => f.Fact.Key, f => f, StringComparer.Ordinal),
            [.. coverage],
            status,
            reason,
            version
        );

    /// <summary>The state after one more observation of the same check. Only certain prefixes add and remove; a failed run makes everything stale.</summary>
    public CheckFacts After(Observation observation)
    {
        if (observation.Status == RunStatus.Failed)
        {
            var all = new Coverage("", CoverageState.Unreadable, observation.Reason);
            return new CheckFacts(
                Stale(_facts),
                [all],
                observation.Status,
                observation.Reason,
                observation.CheckVersion
            );
        }

        var next = _facts.ToBuilder();
        foreach (var (key, held) in _facts)
        {
            if (CoverageOf(observation.Coverage, key).IsCertain)
            {
                next.Remove(key);
            }
            else if (!held.IsStale)
            {
                next[key] = held with { IsStale = true };
            }
        }

        foreach (var fact in observation.Facts)
        {
            next[fact.Key] = new HeldFact(fact, IsStale: false);
        }

        return new CheckFacts(
            next.ToImmutable(),
            observation.Coverage,
            observation.Status,
            observation.Reason,
            observation.CheckVersion
        );
    }

    /// <summary>The coverage that speaks for a key: the longest prefix over it; unreadable where there is none.</summary>
    public Coverage CoverageOf(string key) => CoverageOf(_coverage, key);

    public Reading Read(string key)
    {
        var coverage = CoverageOf(key);
        if (_facts.TryGetValue(key, out var held))
        {
            var state = held.IsStale ? ReadingState.Unknown : ReadingState.Present;
            return new Reading(
                state,
                held.Fact.Value,
                held.IsStale ? coverage.Reason ?? Reason : null,
                held.Fact.Source
            );
        }

        return new Reading(
            coverage.IsCertain ? ReadingState.Absent : ReadingState.Unknown,
            "",
            coverage.Reason ?? Reason,
            null
        );
    }

    /// <summary>True where a value of the key is held, stale or not.</summary>
    public bool Holds(string key) => _facts.ContainsKey(key);

    /// <summary>Facts under a prefix in key order, stale ones included.</summary>
    public IEnumerable<HeldFact> Under(string prefix) =>
        _facts.Values.Where(held => FactKey.IsUnder(held.Fact.Key, prefix));

    private static ImmutableSortedDictionary<string, HeldFact> Stale(
        ImmutableSortedDictionary<string, HeldFact> facts
    ) =>
        facts.ToImmutableSortedDictionary(
            f => f.Key,
            f => f.Value with { IsStale = true },
            StringComparer.Ordinal
        );

    private static Coverage CoverageOf(ImmutableArray<Coverage> coverage, string key)
    {
        var best = new Coverage("", CoverageState.Unreadable, "the check did not say");
        var length = -1;
        foreach (var candidate in coverage)
        {
            if (candidate.Prefix.Length > length && FactKey.IsUnder(key, candidate.Prefix))
            {
                (best, length) = (candidate, candidate.Prefix.Length);
            }
        }

        return best;
    }
}
