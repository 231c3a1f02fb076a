using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>A set of numbers as sorted, disjoint, inclusive intervals: addresses, ports, marks.</summary>
public sealed class IntervalSet : IEquatable<IntervalSet>
{
    private IntervalSet(ImmutableArray<(UInt128 From, UInt128 To)> intervals) =>
        Intervals = intervals;

    public static IntervalSet Empty { get; } = new([]);

    public static IntervalSet All { get; } = Between(UInt128.MinValue, UInt128.MaxValue);

    public ImmutableArray<(UInt128 From, UInt128 To)> Intervals { get; }

    public bool IsEmpty => Intervals.IsEmpty;

    /// <summary>The only number in it; null where there are none or more.</summary>
    public UInt128? Single => Intervals is [var one] && one.From == one.To ? one.From : null;

    public static IntervalSet Of(UInt128 number) => Between(number, number);

    /// <summary>From and to, both in it; empty where <paramref name="to"/> is smaller.</summary>
    public static IntervalSet Between(UInt128 from, UInt128 to) =>
        to < from ? Empty : new([(from, to)]);

    public bool Contains(UInt128 number) => Intervals.Any(i => i.From <= number && number <= i.To);

    public IntervalSet Union(IntervalSet other) => Union([this, other]);

    public static IntervalSet Union(IEnumerable<IntervalSet> sets)
    {
        var all = sets.SelectMany(set => set.Intervals).ToArray();
        Array.Sort(all, (a, b) => a.From.CompareTo(b.From));
        var merged = ImmutableArray.CreateBuilder<(UInt128 From, UInt128 To)>();
        foreach (var next in all)
        {
            if (
                merged.Count > 0
                && (merged[^1].To == UInt128.MaxValue || next.From <= merged[^1].To + 1)
            )
            {
                merged[^1] = (merged[^1].From, UInt128.Max(merged[^1].To, next.To));
            }
            else
            {
                merged.Add(next);
            }
        }

        return new IntervalSet(merged.ToImmutable());
    }

    public IntervalSet Intersect(IntervalSet other)
    {
        var both = ImmutableArray.CreateBuilder<(UInt128 From, UInt128 To)>();
        for (int mine = 0, theirs = 0; mine < Intervals.Length && theirs < other.Intervals.Length; )
        {
            var (a, b) = (Intervals[mine], other.Intervals[theirs]);
            var (from, to) = (UInt128.Max(a.From, b.From), UInt128.Min(a.To, b.To));
            if (from <= to)
            {
                both.Add((from, to));
            }

            _ = a.To < b.To ? mine++ : theirs++;
        }

        return new IntervalSet(both.ToImmutable());
    }

    public IntervalSet Except(IntervalSet other) => Intersect(other.Complement());

    private IntervalSet Complement()
    {
        var gaps = ImmutableArray.CreateBuilder<(UInt128 From, UInt128 To)>();
        UInt128 next = 0;
        foreach (var (from, to) in Intervals)
        {
            if (from > next)
            {
                gaps.Add((next, from - 1));
            }

            if (to == UInt128.MaxValue)
            {
                return new IntervalSet(gaps.ToImmutable());
            }

            next = to + 1;
        }

        gaps.Add((next, UInt128.MaxValue));
        return new IntervalSet(gaps.ToImmutable());
    }

    public bool Equals(IntervalSet? other) =>
        other is not null && Intervals.SequenceEqual(other.Intervals);

    public override bool Equals(object? obj) => Equals(obj as IntervalSet);

    public override int GetHashCode() =>
        Intervals.IsEmpty ? 0 : HashCode.Combine(Intervals.Length, Intervals[0], Intervals[^1]);
}
