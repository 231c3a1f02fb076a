using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.Machine;

/// <summary>
/// How much counters of the kernel rose within the last hour. They only count since boot, so earlier values travel in the check's cursor: boot id, then
/// <c>name=SECONDS:VALUE,…</c> for each counter, seconds since boot.
/// </summary>
internal sealed class RecentRises
{
    /// <summary>How far back "recent" reaches.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Values in a window: a check that runs more often keeps only so many.</summary>
    private const int MostKept = 13;

    private readonly ClockReading _clock;
    private readonly ImmutableDictionary<string, ImmutableArray<Value>> _before;
    private readonly SortedDictionary<string, ImmutableArray<Value>> _after = new(
        StringComparer.Ordinal
    );

    private RecentRises(
        ClockReading clock,
        ImmutableDictionary<string, ImmutableArray<Value>> before
    ) => (_clock, _before) = (clock, before);

    private readonly record struct Value(long Seconds, long Count);

    /// <summary>Goes on from a cursor; one of another boot, or a foreign text, is a fresh start.</summary>
    public static RecentRises From(string cursor, ClockReading clock)
    {
        var parts = cursor.Split(';');
        return new RecentRises(
            clock,
            parts[0] == clock.BootId
                ? parts
                    .Skip(1)
                    .Select(Parse)
                    .OfType<KeyValuePair<string, ImmutableArray<Value>>>()
                    .DistinctBy(pair => pair.Key)
                    .ToImmutableDictionary()
                : ImmutableDictionary<string, ImmutableArray<Value>>.Empty
        );
    }

    /// <summary>
    /// Takes a counter's present value and tells its rise in the window. Null: too little is known (the first run on a host that is up for longer). A counter that fell was reset
    /// with what it counts (a unit that was started again).
    /// </summary>
    public long? Take(string name, long count)
    {
        var now = (long)_clock.SinceBoot.TotalSeconds;
        var known = _before.GetValueOrDefault(name, []);
        if (!known.IsEmpty && known[^1].Count > count)
        {
            known = [new Value(known[^1].Seconds, 0)];
        }

        var horizon = now - (long)Window.TotalSeconds;
        var last = known.Count(value => value.Seconds <= horizon);
        known = known.RemoveRange(0, Math.Max(0, last - 1));
        _after[name] = Thin(known, new Value(now, count), horizon);
        return !known.IsEmpty ? count - known[0].Count
            : horizon <= 0 ? count
            : null;
    }

    /// <summary>The next run's cursor.</summary>
    public override string ToString() =>
        string.Join(
            ';',
            _after
                .Select(pair =>
                    $"{pair.Key}={string.Join(',', pair.Value.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Seconds}:{v.Count}")))}"
                )
                .Prepend(_clock.BootId)
        );

    // The newest value moves on until it is far enough from the one before.
    private static ImmutableArray<Value> Thin(ImmutableArray<Value> known, Value now, long horizon)
    {
        var apart = (long)Window.TotalSeconds / (MostKept - 1);
        return
            known.Length >= 2
            && known[^1].Seconds > horizon
            && known[^1].Seconds - known[^2].Seconds < apart
            ? [.. known[..^1], now]
            : [.. known, now];
    }

    private static KeyValuePair<string, ImmutableArray<Value>>? Parse(string part)
    {
        var equals = part.IndexOf('=');
        if (equals <= 0)
        {
            return null;
        }

        var values = ImmutableArray.CreateBuilder<Value>();
        foreach (var pair in part[(equals + 1)..].Split(','))
        {
            if (
                pair.Split(':') is not [var seconds, var count]
                || !long.TryParse(
                    seconds,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var at
                )
                || !long.TryParse(
                    count,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                return null;
            }

            values.Add(new Value(at, value));
        }

        return KeyValuePair.Create(part[..equals], values.ToImmutable());
    }
}
