using System.Collections.Immutable;
using Fleet.Checks.Facts;

namespace Fleet.Checks.Judging;

/// <summary>All that judging one host may use, bundled and immutable; time is part of it.</summary>
public sealed record JudgeInput
{
    private readonly ImmutableDictionary<string, CheckFacts> _checks = ImmutableDictionary<
        string,
        CheckFacts
    >.Empty;
    private readonly JudgeReads? _reads;

    /// <summary>What each check knows of the host, by check id.</summary>
    public required ImmutableDictionary<string, CheckFacts> Checks
    {
        get
        {
            _reads?.SawChecks(_checks);
            return _checks;
        }
        init => _checks = value;
    }

    /// <summary>Expected values and severities.</summary>
    public required Policy Policy
    {
        get
        {
            _reads?.SawPolicy(field);
            return field;
        }
        init;
    }

    /// <summary>The moment judged for: the observation's own time.</summary>
    public required DateTimeOffset AsOf
    {
        get
        {
            _reads?.SawTime(field);
            return field;
        }
        init;
    }

    /// <summary>Documents by name, the newest of each.</summary>
    public ImmutableDictionary<string, Document> Documents
    {
        get
        {
            _reads?.SawDocuments(field);
            return field;
        }
        init;
    } = ImmutableDictionary<string, Document>.Empty;

    /// <summary>The newest value of each sample.</summary>
    public ImmutableDictionary<string, double> Samples
    {
        get
        {
            _reads?.SawSamples(field);
            return field;
        }
        init;
    } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Event buckets of the last <see cref="EventWindow"/>, merged by start, oldest first.</summary>
    public ImmutableArray<EventBucket> Events
    {
        get
        {
            _reads?.SawEvents(field);
            return field;
        }
        init;
    } = [];

    /// <summary>How far back <see cref="Events"/> reaches.</summary>
    public static readonly TimeSpan EventWindow = TimeSpan.FromHours(1);

    /// <summary>What a check knows; <see cref="CheckFacts.None"/> where it has not run.</summary>
    public CheckFacts this[string check]
    {
        get
        {
            var facts = _checks.GetValueOrDefault(check, CheckFacts.None);
            _reads?.Saw(check, facts);
            return facts;
        }
    }

    /// <summary>The same, writing down what is looked at.</summary>
    internal JudgeInput Watched(JudgeReads reads) => this with { Reads = reads };

    private JudgeReads? Reads
    {
        init => _reads = value;
    }
}
