using System.Collections.Immutable;

namespace Fleet.Checks.Facts;

/// <summary>What a check writes its observation into. Later words on the same key or prefix replace earlier ones.</summary>
public sealed class ObservationBuilder
{
    private readonly SortedDictionary<string, Fact> _facts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Coverage> _coverage = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Document> _documents = new(StringComparer.Ordinal);
    private readonly List<Sample> _samples = [];
    private readonly List<EventBucket> _events = [];
    private readonly List<EventLine> _lines = [];
    private RunStatus _status = RunStatus.Ran;
    private string _reason = "";

    /// <summary>The state for the check's next run; see <see cref="Observation.Cursor"/>.</summary>
    public string Cursor { get; set; } = "";

    public void Fact(string key, string value, string? source = null) =>
        _facts[key] = new Fact(key, value, source);

    /// <summary>All there is under <paramref name="prefix"/> was read.</summary>
    public void Complete(string prefix) => Cover(prefix, CoverageState.Complete, null);

    public void Cover(string prefix, CoverageState state, string? reason) =>
        _coverage[prefix] = new Coverage(prefix, state, reason);

    public void Document(Document document) => _documents[document.Name] = document;

    public void Sample(string key, double value) => _samples.Add(new Sample(key, value));

    public void Events(EventBucket bucket) => _events.Add(bucket);

    public void Line(EventLine line) => _lines.Add(line);

    /// <summary>The check's subject is certainly not on this host. Facts written so far stay; prefixes should be covered as absent.</summary>
    public void NotApplicable(string reason) =>
        (_status, _reason) = (RunStatus.NotApplicable, reason);

    /// <summary>Makes the observation.</summary>
    /// <exception cref="InvalidOperationException">A fact lies under no covered prefix: a defect of the check.</exception>
    public Observation Build(string check, int version, TimeSpan took)
    {
        foreach (var key in _facts.Keys)
        {
            if (!_coverage.Keys.Any(prefix => FactKey.IsUnder(key, prefix)))
            {
                throw new InvalidOperationException(
                    $"check {check} reports the fact {key} under no covered prefix"
                );
            }
        }

        return new Observation
        {
            Check = check,
            CheckVersion = version,
            Status = _status,
            Reason = _reason,
            Facts = [.. _facts.Values],
            Coverage = [.. _coverage.Values],
            Documents = [.. _documents.Values],
            Samples = [.. _samples],
            Events = [.. _events],
            Lines = [.. _lines],
            Cursor = Cursor,
            Took = took,
        };
    }
}
