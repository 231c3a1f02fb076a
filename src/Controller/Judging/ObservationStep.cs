using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Controller.Judging;

/// <summary>Takes one whole run of a check: facts, documents, samples, events; then judges.</summary>
internal static class ObservationStep
{
    public static void Take(HostFold fold, Observation seen, Moment moment)
    {
        var run = fold.State.Checks.GetValueOrDefault(seen.Check);
        var before = run?.Facts ?? CheckFacts.None;
        var after = before.After(seen);
        TakeFacts(fold, seen.Check, before, after, moment);
        var documents = TakeDocuments(fold, seen, run?.DocumentNames ?? []);
        fold.Ran(
            seen.Check,
            new CheckRun(after, moment.Seq, moment.At, (run?.Runs ?? 0) + 1, documents)
        );
        fold.Samples(moment.At, seen.Samples);
        EventWindow.Take(fold, seen.Events, seen.Lines, moment);
        BaselineStep.Adopt(fold, seen.Check, before, after);
        FindingStep.Judge(fold, moment, seen.Check);
    }

    private static void TakeFacts(
        HostFold fold,
        string check,
        CheckFacts before,
        CheckFacts after,
        Moment moment
    )
    {
        foreach (var difference in FactDiff.Between(before, after))
        {
            if (difference.After is not { } held)
            {
                fold.Forget(check, difference.Key);
            }
            else
            {
                fold.Store(
                    new StoredFact(
                        check,
                        held,
                        moment.Seq,
                        difference.IsNewValue ? moment.At : null
                    )
                );
            }

            // What a check sees the first time it ever runs is the host's state, not a change of it.
            if (before.Status != RunStatus.Unspecified && difference.Kind is { } kind)
            {
                fold.Changed(
                    new FactChange(
                        difference.Key,
                        kind,
                        difference.Before?.Fact.Value,
                        kind == FactChangeKind.Set ? difference.After?.Fact.Value : null,
                        difference.After?.Fact.Source,
                        moment.Seq,
                        moment.At,
                        fold.ReceivedAt
                    )
                );
            }
        }
    }

    private static ImmutableArray<string> TakeDocuments(
        HostFold fold,
        Observation seen,
        ImmutableArray<string> before
    )
    {
        if (seen.Status == RunStatus.Failed)
        {
            return before;
        }

        foreach (var document in seen.Documents)
        {
            if (fold.State.Documents.GetValueOrDefault(document.Name)?.Hash != document.Hash)
            {
                fold.Document(seen.Check, document);
            }
        }

        ImmutableArray<string> names = [.. seen.Documents.Select(document => document.Name)];
        foreach (var name in before.Except(names, StringComparer.Ordinal))
        {
            fold.DocumentGone(name);
        }

        return names;
    }
}
