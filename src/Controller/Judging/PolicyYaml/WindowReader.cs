using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>Reads when a silence holds: <c>from</c> and <c>until</c>, or <c>every</c>, <c>for</c> and <c>timezone</c>, which stand among its other keys.</summary>
internal sealed class WindowReader(Complaints complaints)
{
    private const string Forms =
        "a silence is once (from and until) or recurring (every, for and, where it is not UTC, timezone)";

    private readonly ValueReader _value = new(complaints);
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private DateTimeOffset? _from;
    private DateTimeOffset? _until;
    private PolicyScalar? _every;
    private TimeSpan? _for;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>For the mapping that they stand in.</summary>
    public IReadOnlyList<MappingKey> Keys =>
        [
            Key("from", node => _from = _value.Moment("from", node)),
            Key("until", node => _until = _value.Moment("until", node)),
            Key("every", node => ReadEvery(node)),
            Key("for", node => _for = _value.Span("for", node, "2h")),
            Key("timezone", ReadZone),
        ];

    /// <summary>The window; null where it is not understood, which was complained of.</summary>
    /// <param name="silence">The mapping.</param>
    public SilenceWindow? Read(PolicyNode silence)
    {
        var once = _said.Contains("from") || _said.Contains("until");
        var recurring = _said.Overlaps(["every", "for", "timezone"]);
        string[] needed = recurring ? ["every", "for"] : ["from", "until"];
        if (once == recurring)
        {
            Complain(silence, once ? $"{Forms}, not both" : $"{Forms}; say which");
            return null;
        }

        if (needed.FirstOrDefault(key => !_said.Contains(key)) is { } missing)
        {
            Complain(silence, $"{missing} is missing: {Forms}");
            return null;
        }

        return recurring ? Recurring() : Once(silence);
    }

    private SilenceWindow.Once? Once(PolicyNode silence)
    {
        if (_from is not { } from || _until is not { } until)
        {
            return null;
        }

        if (until > from)
        {
            return new SilenceWindow.Once(from, until);
        }

        Complain(silence, "the silence ends before it begins; look at from and until");
        return null;
    }

    private RecurringWindow? Recurring()
    {
        if (_every is null || _for is not { } lasts)
        {
            return null;
        }

        if (RecurringWindow.TryMake(_every.Text, lasts, _zone, out var window))
        {
            return window;
        }

        complaints.Add(
            _every,
            $"every takes a cron expression such as \"0 22 * * SUN\" (minute, hour, day, month, weekday), not {Said.What(_every)}"
        );
        return null;
    }

    private MappingKey Key(string name, Action<PolicyNode> read) =>
        new(
            name,
            node =>
            {
                _said.Add(name);
                read(node);
            }
        );

    private void ReadEvery(PolicyNode node)
    {
        if (_value.Line("every", node, "\"0 22 * * SUN\"") is not null)
        {
            _every = node as PolicyScalar;
        }
    }

    private void ReadZone(PolicyNode node)
    {
        if (_value.Line("timezone", node, "Europe/Berlin") is not { } name)
        {
            return;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            _zone = zone;
            return;
        }

        var known = TimeZoneInfo.GetSystemTimeZones().Select(each => each.Id);
        complaints.Add(
            node,
            $"this machine knows no time zone {Said.Quoted(name)}{Said.DidYouMean(name, known)}"
        );
    }

    private void Complain(PolicyNode silence, string why)
    {
        if (silence is PolicyMap { IsCut: false })
        {
            complaints.Add(silence, why);
        }
    }
}
