using Google.Protobuf.Collections;
using Wire = Fleet.V1;

namespace Fleet.Agent.Spool;

/// <summary>Says a run as briefly as its check's previous record in the same spool allows. Pure.</summary>
internal static class DeltaEncoder
{
    /// <summary>The record for a run, without its place and time.</summary>
    /// <param name="before">The check's previous run; null, or of another version of the check: a snapshot.</param>
    /// <param name="now">The run.</param>
    public static Wire.Record Encode(Wire.Observation? before, Wire.Observation now)
    {
        if (before is null || before.CheckVersion != now.CheckVersion)
        {
            return new Wire.Record { Snapshot = now };
        }

        var delta = Difference(before, now);
        return IsEmpty(before, delta)
            ? new Wire.Record { Unchanged = Unchanged(now) }
            : new Wire.Record { Delta = delta };
    }

    /// <summary>What the check saw, once the delta is told: the base of its next one.</summary>
    public static Wire.Observation Apply(Wire.Observation before, Wire.ObservationDelta delta)
    {
        var after = Base(before);
        after.Status = delta.Status;
        after.Reason = delta.Reason;
        Replace(after.Facts, fact => fact.Key, delta.Set, delta.Removed);
        Replace(
            after.Documents,
            d => d.Name,
            delta.Documents.Select(Bodiless),
            delta.DocumentsRemoved
        );
        if (delta.Coverage is { } coverage)
        {
            after.Coverage.Clear();
            after.Coverage.AddRange(coverage.Coverage);
        }

        return after;
    }

    /// <summary>The part of a run that its successor is compared with: no bodies, nothing that is new each time.</summary>
    public static Wire.Observation Base(Wire.Observation run)
    {
        var kept = new Wire.Observation
        {
            Check = run.Check,
            CheckVersion = run.CheckVersion,
            Status = run.Status,
            Reason = run.Reason,
        };
        kept.Facts.AddRange(run.Facts);
        kept.Coverage.AddRange(run.Coverage);
        kept.Documents.AddRange(run.Documents.Select(Bodiless));
        return kept;
    }

    private static Wire.ObservationDelta Difference(Wire.Observation before, Wire.Observation now)
    {
        var delta = new Wire.ObservationDelta
        {
            Check = now.Check,
            Status = now.Status,
            Reason = now.Reason,
            Cursor = now.Cursor,
            Took = now.Took,
        };
        var facts = before.Facts.ToDictionary(f => f.Key, StringComparer.Ordinal);
        delta.Set.AddRange(now.Facts.Where(f => !f.Equals(facts.GetValueOrDefault(f.Key))));
        delta.Removed.AddRange(facts.Keys.Except(now.Facts.Select(f => f.Key)));
        var documents = before.Documents.ToDictionary(d => d.Name, StringComparer.Ordinal);
        delta.Documents.AddRange(
            now.Documents.Where(d => !Bodiless(d).Equals(documents.GetValueOrDefault(d.Name)))
        );
        delta.DocumentsRemoved.AddRange(documents.Keys.Except(now.Documents.Select(d => d.Name)));
        if (before.Status != now.Status || !before.Coverage.Equals(now.Coverage))
        {
            delta.Coverage = new Wire.CoverageList { Coverage = { now.Coverage } };
        }

        delta.Samples.AddRange(now.Samples);
        delta.Events.AddRange(now.Events);
        delta.Lines.AddRange(now.Lines);
        return delta;
    }

    private static bool IsEmpty(Wire.Observation before, Wire.ObservationDelta delta) =>
        before.Status == delta.Status
        && before.Reason == delta.Reason
        && delta.Coverage is null
        && delta.Set.Count
            + delta.Removed.Count
            + delta.Documents.Count
            + delta.DocumentsRemoved.Count
            + delta.Events.Count
            + delta.Lines.Count
            == 0;

    private static Wire.Unchanged Unchanged(Wire.Observation now)
    {
        var unchanged = new Wire.Unchanged { Check = now.Check, Count = 1 };
        unchanged.Samples.AddRange(now.Samples);
        return unchanged;
    }

    private static void Replace<T>(
        RepeatedField<T> items,
        Func<T, string> name,
        IEnumerable<T> set,
        IEnumerable<string> removed
    )
    {
        var all = new SortedDictionary<string, T>(
            items.ToDictionary(name, StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        foreach (var gone in removed)
        {
            all.Remove(gone);
        }

        foreach (var item in set)
        {
            all[name(item)] = item;
        }

        items.Clear();
        items.AddRange(all.Values);
    }

    private static Wire.Document Bodiless(Wire.Document document) =>
        new()
        {
            Name = document.Name,
            Hash = document.Hash,
            Truncated = document.Truncated,
        };
}
