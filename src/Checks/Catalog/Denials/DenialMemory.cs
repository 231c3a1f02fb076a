using System.Globalization;

namespace Fleet.Checks.Catalog.Denials;

/// <summary>
/// Denials of the last day, each kind once with when it was last seen, and the place in the log where the next run goes on. Both travel in the check's cursor: the place on the first
/// line, then <c>SECONDS TAB key TAB value</c>.
/// </summary>
internal sealed class DenialMemory
{
    /// <summary>How long a denial is news.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private const int MostKinds = 30;
    private readonly Dictionary<string, (long At, string Value)> _seen = new(
        StringComparer.Ordinal
    );

    private DenialMemory() { }

    /// <summary>Where to go on; empty on the first run.</summary>
    public string Place { get; set; } = "";

    /// <summary>Each kind of denial: a fact's key below its prefix, and the last one's details.</summary>
    public IEnumerable<(string Key, string Value)> Recent =>
        _seen
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value.Value));

    public static DenialMemory From(string cursor, DateTimeOffset now)
    {
        var lines = cursor.Split('\n');
        var memory = new DenialMemory { Place = lines[0] };
        foreach (var line in lines.Skip(1))
        {
            if (
                line.Split('\t') is [var seconds, var key, var value]
                && long.TryParse(
                    seconds,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var at
                )
                && at < 253_402_300_800
            )
            {
                memory.Add(DateTimeOffset.FromUnixTimeSeconds(at), key, value, now);
            }
        }

        return memory;
    }

    /// <summary>Takes a denial, unless it is older than a day. Of too many kinds the oldest are forgotten.</summary>
    public void Add(DateTimeOffset at, string key, string value, DateTimeOffset now)
    {
        if (now - at > Kept)
        {
            return;
        }

        if (!_seen.TryGetValue(key, out var known) || known.At <= at.ToUnixTimeSeconds())
        {
            _seen[key] = (at.ToUnixTimeSeconds(), Plain(value));
        }

        if (_seen.Count > MostKinds)
        {
            _seen.Remove(_seen.MinBy(pair => pair.Value.At).Key);
        }
    }

    public override string ToString() =>
        string.Join(
            '\n',
            _seen
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{pair.Value.At}\t{pair.Key}\t{pair.Value.Value}"
                    )
                )
                .Prepend(Place)
        );

    // A file's name is its user's text: it must not end a line of the cursor.
    private static string Plain(string value) =>
        string.Concat(value.Take(200).Select(c => char.IsControl(c) ? '?' : c));
}
