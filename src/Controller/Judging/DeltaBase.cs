using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.Judging;

/// <summary>Makes the whole observation out of a delta and the check's previous one.</summary>
internal static class DeltaBase
{
    public static Observation Complete(
        CheckRun run,
        ArrivedDelta delta,
        ImmutableDictionary<string, Document> documents
    ) =>
        new()
        {
            Check = delta.Check,
            CheckVersion = run.Facts.Version,
            Status = delta.Status,
            Reason = delta.Reason,
            Facts = Facts(run.Facts, delta),
            Coverage = delta.Coverage ?? run.Facts.Coverage,
            Documents = Documents(run, delta, documents),
            Samples = delta.Samples,
            Events = delta.Events,
            Lines = delta.Lines,
        };

    private static ImmutableArray<Fact> Facts(CheckFacts before, ArrivedDelta delta)
    {
        var facts = new SortedDictionary<string, Fact>(StringComparer.Ordinal);
        foreach (var held in before.All)
        {
            // Stale facts were not in the previous observation: the sender does not build on them.
            if (!held.IsStale)
            {
                facts[held.Fact.Key] = held.Fact;
            }
        }

        foreach (var key in delta.Removed)
        {
            facts.Remove(key);
        }

        foreach (var fact in delta.Set)
        {
            facts[fact.Key] = fact;
        }

        return [.. facts.Values];
    }

    private static ImmutableArray<Document> Documents(
        CheckRun run,
        ArrivedDelta delta,
        ImmutableDictionary<string, Document> known
    )
    {
        var gone = delta
            .DocumentsRemoved.Concat(delta.Documents.Select(d => d.Name))
            .ToHashSet(StringComparer.Ordinal);
        var kept = run
            .DocumentNames.Where(name => !gone.Contains(name) && known.ContainsKey(name))
            .Select(name => known[name]);
        return [.. kept.Concat(delta.Documents).OrderBy(d => d.Name, StringComparer.Ordinal)];
    }
}
