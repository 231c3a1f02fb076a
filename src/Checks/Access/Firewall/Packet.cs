using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>A packet, as far as it is known: each field is the set of numbers that it may have.</summary>
internal sealed record Packet
{
    /// <summary>4, 6, or 0 for ARP.</summary>
    public required int Version { get; init; }

    /// <summary>A field that is not here can have any value.</summary>
    public required ImmutableDictionary<PacketField, IntervalSet> Numbers { get; init; }

    /// <summary>Where it came in; empty: it was made here; null: not known.</summary>
    public string? InInterface { get; init; }

    /// <summary>Where it goes out; empty: nowhere yet; null: not known.</summary>
    public string? OutInterface { get; init; }

    public IntervalSet? this[PacketField field] => Numbers.GetValueOrDefault(field);

    public bool IsTcp => this[PacketField.Protocol]?.Single == ProtocolNumber.Tcp;

    public Packet With(PacketField field, IntervalSet? value) =>
        this with
        {
            Numbers = value is null ? Numbers.Remove(field) : Numbers.SetItem(field, value),
        };

    public Packet With(PacketField field, UInt128 value) => With(field, IntervalSet.Of(value));

    /// <summary>True where the packet has such a field at all.</summary>
    public bool Has(ProtocolNeed need) =>
        need switch
        {
            ProtocolNeed.Ip4 => Version == 4,
            ProtocolNeed.Ip6 => Version == 6,
            ProtocolNeed.Tcp or ProtocolNeed.Ports => IsTcp,
            ProtocolNeed.Icmp => this[PacketField.Protocol]?.Single == ProtocolNumber.Icmp,
            ProtocolNeed.Icmp6 => this[PacketField.Protocol]?.Single == ProtocolNumber.Icmp6,
            ProtocolNeed.Arp => Version == 0,
            ProtocolNeed.None => false,
            _ => true,
        };

    public bool Equals(Packet? other) =>
        other is not null
        && Version == other.Version
        && InInterface == other.InInterface
        && OutInterface == other.OutInterface
        && Numbers.Count == other.Numbers.Count
        && Numbers.All(pair => pair.Value.Equals(other[pair.Key]));

    public override int GetHashCode() => HashCode.Combine(Version, Numbers.Count);
}

/// <summary>Protocol numbers (IANA).</summary>
internal static class ProtocolNumber
{
    public static readonly UInt128 Icmp = 1;
    public static readonly UInt128 Tcp = 6;
    public static readonly UInt128 Icmp6 = 58;
}

/// <summary>Connection states as the kernel's bits (<c>nf_conntrack_common.h</c>).</summary>
internal static class TrackState
{
    public static readonly UInt128 Invalid = 1;
    public static readonly UInt128 Established = 2;
    public static readonly UInt128 Related = 4;
    public static readonly UInt128 New = 8;
    public static readonly UInt128 Untracked = 64;
}
