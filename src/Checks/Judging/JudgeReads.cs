using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Judging;

/// <summary>What a rule looked at while it judged. Rules are pure: while none of it changes, neither does their answer.</summary>
internal sealed class JudgeReads
{
    private readonly List<(string Check, CheckFacts Facts)> _some = [];
    private ImmutableDictionary<string, CheckFacts>? _all;
    private ImmutableDictionary<string, Document>? _documents;
    private ImmutableDictionary<string, double>? _samples;
    private ImmutableArray<EventBucket> _events;
    private Policy? _policy;
    private DateTimeOffset? _time;

    public void Saw(string check, CheckFacts facts)
    {
        if (!_some.Exists(seen => seen.Check == check))
        {
            _some.Add((check, facts));
        }
    }

    public void SawChecks(ImmutableDictionary<string, CheckFacts> all) => _all = all;

    public void SawPolicy(Policy policy) => _policy = policy;

    public void SawTime(DateTimeOffset time) => _time = time;

    public void SawDocuments(ImmutableDictionary<string, Document> documents) =>
        _documents = documents;

    public void SawSamples(ImmutableDictionary<string, double> samples) => _samples = samples;

    public void SawEvents(ImmutableArray<EventBucket> events) => _events = events;

    /// <summary>True where an input has the very things in it that were seen: not equal ones, which would take as long to find out as judging.</summary>
    public bool AreIn(JudgeInput input) =>
        (_time is null || _time == input.AsOf)
        && (_samples is null || ReferenceEquals(_samples, input.Samples))
        && (_documents is null || ReferenceEquals(_documents, input.Documents))
        && (_policy is null || ReferenceEquals(_policy, input.Policy))
        && (_all is null || ReferenceEquals(_all, input.Checks))
        && (_events.IsDefault || _events == input.Events)
        && _some.TrueForAll(seen => ReferenceEquals(seen.Facts, input[seen.Check]));
}
