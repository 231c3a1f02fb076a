using System.Collections.Immutable;
using Fleet.Checks.Facts;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Life;

namespace Fleet.Controller.Judging;

/// <summary>One application of records in progress: the state so far, and what has to be stored for it.</summary>
internal sealed class HostFold(HostState state, JudgingRules rules, DateTimeOffset receivedAt)
{
    private readonly List<FactChange> _factChanges = [];
    private readonly Dictionary<(string Check, string Key), StoredFact?> _facts = [];
    private readonly HashSet<string> _checks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Check, Document Document)?> _documents = new(
        StringComparer.Ordinal
    );
    private readonly List<(DateTimeOffset At, Sample Sample)> _samples = [];
    private readonly List<EventBucket> _events = [];
    private readonly List<EventLine> _lines = [];
    private readonly List<FindingSpan> _findings = [];
    private readonly Dictionary<FindingKey, FindingSpan> _refreshed = [];
    private readonly List<(FindingKey Key, DateTimeOffset At, ulong Seq)> _ended = [];
    private readonly HashSet<string> _baselines = new(StringComparer.Ordinal);
    private readonly List<RegressionEntry> _regressions = [];
    private readonly List<RegressionEvent> _regressionEvents = [];
    private readonly SortedSet<string> _needSnapshot = new(StringComparer.Ordinal);

    public HostState State { get; set; } = state;

    /// <summary>The host before the record, or the passing of time, that is being judged.</summary>
    public HostState Earlier { get; set; } = state;

    /// <summary>When a check ran before what is being judged; null: it had not.</summary>
    public DateTimeOffset? RanBefore(string check) =>
        Earlier.Checks.GetValueOrDefault(check)?.LastRunAt;

    public JudgingRules Rules { get; } = rules;

    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    /// <summary>The controller's clock; no record is from after it.</summary>
    public DateTimeOffset Now(DateTimeOffset at) => at > ReceivedAt ? at : ReceivedAt;

    public void Changed(FactChange change) => _factChanges.Add(change);

    public void Store(StoredFact fact)
    {
        // A later source-only change must not forget that the value itself changed earlier in this fold.
        var since =
            fact.Since ?? (_facts.GetValueOrDefault((fact.Check, fact.Held.Fact.Key))?.Since);
        _facts[(fact.Check, fact.Held.Fact.Key)] = fact with { Since = since };
    }

    public void Forget(string check, string key) => _facts[(check, key)] = null;

    public void Ran(string check, CheckRun run)
    {
        State = State with { Checks = State.Checks.SetItem(check, run) };
        _checks.Add(check);
    }

    public void Document(string check, Document document)
    {
        State = State with { Documents = State.Documents.SetItem(document.Name, document) };
        _documents[document.Name] = (check, document);
    }

    public void DocumentGone(string name)
    {
        State = State with { Documents = State.Documents.Remove(name) };
        _documents[name] = null;
    }

    public void Samples(DateTimeOffset at, ImmutableArray<Sample> samples)
    {
        foreach (var sample in samples)
        {
            _samples.Add((at, sample));
            State = State with { Samples = State.Samples.SetItem(sample.Key, sample.Value) };
        }
    }

    public void Events(ImmutableArray<EventBucket> buckets, ImmutableArray<EventLine> lines)
    {
        _events.AddRange(buckets);
        _lines.AddRange(lines);
    }

    /// <summary>An outcome begins.</summary>
    public void Began(FindingSpan span)
    {
        var key = new FindingKey(span.Finding.Rule, span.Finding.Subject);
        State = State with { Findings = State.Findings.SetItem(key, span) };
        _findings.Add(span);
        _refreshed.Remove(key);
    }

    /// <summary>The same outcome in other words.</summary>
    public void Refreshed(FindingSpan span)
    {
        var key = new FindingKey(span.Finding.Rule, span.Finding.Subject);
        State = State with { Findings = State.Findings.SetItem(key, span) };
        _refreshed[key] = span;
    }

    public void Ended(FindingKey key, Moment moment)
    {
        State = State with { Findings = State.Findings.Remove(key) };
        _refreshed.Remove(key);
        _ended.Add((key, moment.At, moment.Seq));
    }

    public void Baseline(string key, Baseline? baseline)
    {
        State = State with
        {
            Baselines = baseline is null
                ? State.Baselines.Remove(key)
                : State.Baselines.SetItem(key, baseline),
        };
        _baselines.Add(key);
    }

    /// <summary>A regression as it now is; returns its place among the changes.</summary>
    public int Regression(RegressionEntry entry)
    {
        State = State with
        {
            Regressions = entry.IsRemembered
                ? State.Regressions.SetItem(entry.Key, entry)
                : State.Regressions.Remove(entry.Key),
        };
        var at = _regressions.FindLastIndex(r => r.Key == entry.Key && r.IsRemembered);
        if (at < 0)
        {
            _regressions.Add(entry);
            return _regressions.Count - 1;
        }

        _regressions[at] = entry;
        return at;
    }

    /// <summary>A step in a regression's life, which left it as it now is.</summary>
    public void Happened(
        RegressionEventKind kind,
        RegressionEntry entry,
        Moment moment,
        string by = "",
        string text = ""
    ) =>
        _regressionEvents.Add(
            new RegressionEvent(
                kind,
                entry.Key,
                entry.State,
                moment.At,
                by,
                text,
                moment.Late,
                Regression(entry)
            )
        );

    /// <summary>Should it come again, that is another one.</summary>
    public void Forgotten(RegressionEntry entry) => Regression(entry with { IsRemembered = false });

    public void NeedSnapshot(string check) => _needSnapshot.Add(check);

    public (HostState State, HostChanges Changes) Finish() =>
        (
            State,
            new HostChanges
            {
                HostId = State.HostId,
                Spool = State.Spool,
                ReceivedAt = ReceivedAt,
                FactChanges = [.. _factChanges],
                Facts = [.. _facts.Values.OfType<StoredFact>()],
                FactsRemoved = [.. _facts.Where(f => f.Value is null).Select(f => f.Key)],
                Checks = State.Checks.Where(c => _checks.Contains(c.Key)).ToImmutableDictionary(),
                Documents = [.. _documents.Values.OfType<(string, Document)>()],
                DocumentsRemoved = [.. _documents.Where(d => d.Value is null).Select(d => d.Key)],
                Samples = [.. _samples],
                Events = [.. _events],
                Lines = [.. _lines],
                Findings = [.. _findings],
                FindingsRefreshed = [.. _refreshed.Values],
                FindingsEnded = [.. _ended],
                Baselines = _baselines.ToImmutableDictionary(
                    key => key,
                    key => State.Baselines.GetValueOrDefault(key)
                ),
                Regressions = [.. _regressions],
                RegressionEvents = [.. _regressionEvents],
                NeedSnapshot = [.. _needSnapshot],
                JudgeAgainAt = NextJudging.Of(State, Rules, Now(State.Spool.LastAt)),
            }
        );
}
