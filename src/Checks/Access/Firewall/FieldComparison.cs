using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>Compares one field of a packet with an operand: it holds, it does not, or for some of the field's possible values only.</summary>
internal static class FieldComparison
{
    // More values than this are not masked one by one.
    private const int MaxMasked = 64;

    /// <summary>Splits a case by "the field is one of these numbers".</summary>
    public static Split In(Case state, SelectorPart part, IntervalSet numbers, string text)
    {
        if (!state.Packet.Has(part.Need))
        {
            return new Split(null, state);
        }

        if (numbers.Equals(IntervalSet.All))
        {
            return new Split(state, null);
        }

        if (Value(state, part) is not { } value)
        {
            return state.Assume(text);
        }

        var yes = value.Intersect(numbers);
        var no = value.Except(numbers);
        if (no.IsEmpty)
        {
            return new Split(state, null);
        }

        if (yes.IsEmpty)
        {
            return new Split(null, state);
        }

        return part.Mask is null ? Narrowed(state, part.Field, yes, no, text) : state.Assume(text);
    }

    /// <summary>Splits a case by flags: any of them (<paramref name="any"/>), or exactly these under the mask.</summary>
    public static Split Flags(
        Case state,
        SelectorPart part,
        UInt128 flags,
        UInt128? mask,
        bool any,
        string text
    )
    {
        if (!state.Packet.Has(part.Need))
        {
            return new Split(null, state);
        }

        if (Value(state, part)?.Single is not { } value)
        {
            return state.Assume(text);
        }

        var holds = any ? (value & flags) != 0 : (value & (mask ?? UInt128.MaxValue)) == flags;
        return holds ? new Split(state, null) : new Split(null, state);
    }

    /// <summary>Splits a case by an interface's name; a * at a name's end stands for any rest.</summary>
    public static Split Name(
        Case state,
        PacketField field,
        ImmutableArray<string> names,
        string text
    )
    {
        var name =
            field == PacketField.InInterface ? state.Packet.InInterface : state.Packet.OutInterface;
        if (name is null)
        {
            return state.Assume(text);
        }

        return names.Any(pattern => Fits(name, pattern))
            ? new Split(state, null)
            : new Split(null, state);
    }

    public static bool Fits(string name, string pattern) =>
        pattern.EndsWith('*')
            ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : name == pattern;

    /// <summary>The numbers that a field may have, masked; null: not known.</summary>
    public static IntervalSet? Value(Case state, SelectorPart part)
    {
        var value = part.Field switch
        {
            PacketField.Unspecified => null,
            PacketField.StateOrTranslation => StateOrTranslation(state.Packet),
            PacketField.OriginalSource => state.Packet[PacketField.SourceAddress],
            _ => state.Packet[part.Field],
        };
        if (value is null || part.Mask is not { } mask)
        {
            return value;
        }

        UInt128 count = 0;
        foreach (var (from, to) in value.Intervals)
        {
            count += to - from < MaxMasked ? to - from + 1 : MaxMasked + 1;
        }

        return count > MaxMasked ? null : IntervalSet.Union(Members(value, mask));
    }

    // SNAT and DNAT are bits 4 and 5 of the status (nf_conntrack_common.h); the names have them 12 bits further up.
    private static IntervalSet? StateOrTranslation(Packet packet) =>
        packet[PacketField.ConnectionState]?.Single is { } tracked
        && packet[PacketField.ConnectionStatus] is { } status
        && status.Intervals.Select(i => i.From & 48).Distinct().ToList() is [var translated]
            ? IntervalSet.Of(tracked | (translated << 12))
            : null;

    private static IEnumerable<IntervalSet> Members(IntervalSet value, UInt128 mask)
    {
        foreach (var (from, to) in value.Intervals)
        {
            for (var member = from; ; member++)
            {
                yield return IntervalSet.Of(member & mask);
                if (member == to)
                {
                    break;
                }
            }
        }
    }

    // The source is what is asked about: cases that differ by it are answers, not doubts.
    private static Split Narrowed(
        Case state,
        PacketField field,
        IntervalSet yes,
        IntervalSet no,
        string text
    )
    {
        var place = field == PacketField.OriginalSource ? PacketField.SourceAddress : field;
        var split =
            place == PacketField.SourceAddress || place == PacketField.DestinationAddress
                ? new Split(state, state)
                : state.Assume(text);
        return new Split(
            split.Yes is { } y ? y with { Packet = y.Packet.With(place, yes) } : null,
            split.No is { } n ? n with { Packet = n.Packet.With(place, no) } : null
        );
    }
}
