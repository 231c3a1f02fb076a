using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>What of a packet is looked at: one field, or several joined with a dot (a concatenation).</summary>
public sealed record Selector(ImmutableArray<SelectorPart> Parts)
{
    /// <summary>As written.</summary>
    public string Text => string.Join(" . ", Parts.Select(part => part.Text));

    public static Selector Of(PacketField field, FieldKind kind, ProtocolNeed need, string text) =>
        new([new SelectorPart(field, kind, need, text, null)]);

    /// <summary>The condition that a statement brings unwritten: it is for packets of one protocol only.</summary>
    public static MatchStatement Dependency(ProtocolNeed need) =>
        new(
            Of(PacketField.Protocol, FieldKind.Protocol, need, "protocol"),
            MatchOperator.Implicit,
            Values.Of("*")
        );
}

/// <summary>One field.</summary>
/// <param name="Field">Which.</param>
/// <param name="Kind">How values are written.</param>
/// <param name="Need">The packets that have it: on others a comparison never holds, whatever its operator.</param>
/// <param name="Text">As written.</param>
/// <param name="Mask">Only these bits are compared; null: all.</param>
public sealed record SelectorPart(
    PacketField Field,
    FieldKind Kind,
    ProtocolNeed Need,
    string Text,
    UInt128? Mask
);

/// <summary>What is known of a packet.</summary>
public enum PacketField
{
    /// <summary>Anything that is not modelled: its value is never known.</summary>
    Unspecified = 0,
    SourceAddress,
    DestinationAddress,
    SourcePort,
    DestinationPort,
    Protocol,
    NfProto,
    EtherType,
    TcpFlags,
    MaxSegment,
    Mark,
    ConnectionMark,
    ConnectionState,
    ConnectionStatus,

    /// <summary>iptables' states: the connection's, with SNAT and DNAT beside them.</summary>
    StateOrTranslation,
    ConnectionDirection,
    OriginalSource,
    OriginalDestination,
    OriginalSourcePort,
    OriginalDestinationPort,
    IcmpType,
    IcmpCode,
    HopLimit,
    Length,
    FragmentOffset,
    PacketKind,
    SourceKind,
    DestinationKind,
    ReversePath,
    ArpOperation,
    AddressVersion,
    HeaderLength,
    InInterface,
    OutInterface,
}

/// <summary>How a field's values are written.</summary>
public enum FieldKind
{
    Unspecified = 0,
    Number,
    Address4,
    Address6,
    Port,
    Protocol,
    NfProto,
    EtherType,
    TcpFlags,
    ConnectionState,
    ConnectionStatus,
    ConnectionDirection,
    IcmpType,
    Icmp6Type,
    PacketKind,
    AddressKind,
    ReversePath,
    ArpOperation,

    /// <summary>An interface's name, * at its end for any rest.</summary>
    InterfaceName,
}

/// <summary>Which packets have a field at all.</summary>
public enum ProtocolNeed
{
    Unspecified = 0,
    Any,
    Ip4,
    Ip6,
    Tcp,

    /// <summary>TCP, UDP and the like: whatever has ports.</summary>
    Ports,
    Icmp,
    Icmp6,
    Arp,

    /// <summary>None of the packets that are asked about (UDP fields, IPv6 extension headers).</summary>
    None,
}
