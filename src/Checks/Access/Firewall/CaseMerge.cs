using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>Puts cases together again that a condition parted for nothing.</summary>
internal static class CaseMerge
{
    public static List<Case> Merge(List<Case> cases)
    {
        for (var i = 0; i < cases.Count; i++)
        {
            for (var j = cases.Count - 1; j > i; j--)
            {
                if (Both(cases[i], cases[j]) is { } one)
                {
                    cases[i] = one;
                    cases.RemoveAt(j);
                    j = cases.Count;
                }
            }
        }

        return cases;
    }

    private static Case? Both(Case a, Case b)
    {
        if (a.Assumptions.SequenceEqual(b.Assumptions))
        {
            return a.IsLike(b) ? a
                : BySource(a, b) is { } joined ? joined
                : null;
        }

        return Opposite(a.Assumptions, b.Assumptions) is { } index && a.IsLike(b)
            ? a with
            {
                Assumptions = a.Assumptions.RemoveAt(index),
                IsIdle = a.IsIdle || b.IsIdle,
            }
            : null;
    }

    private static Case? BySource(Case a, Case b)
    {
        if (
            a.Packet[PacketField.SourceAddress] is not { } mine
            || b.Packet[PacketField.SourceAddress] is not { } theirs
        )
        {
            return null;
        }

        var same = b with { Packet = b.Packet.With(PacketField.SourceAddress, mine) };
        return a.IsLike(same)
            ? a with
            {
                Packet = a.Packet.With(PacketField.SourceAddress, mine.Union(theirs)),
            }
            : null;
    }

    // The only place where they differ, and there by yes and no.
    private static int? Opposite(ImmutableArray<Assumption> a, ImmutableArray<Assumption> b)
    {
        if (a.Length != b.Length)
        {
            return null;
        }

        int? found = null;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] == b[i])
            {
                continue;
            }

            if (found is not null || a[i].Text != b[i].Text)
            {
                return null;
            }

            found = i;
        }

        return found;
    }
}
