using System.Collections.Immutable;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Access.Firewall;

/// <summary>Makes the packets by which a connection begins.</summary>
internal static class Packets
{
    private const uint Unicast = 1;
    private const uint Local = 2;
    private const uint Multicast = 5;
    private const uint Syn = 2;
    private const uint Ack = 16;
    private const uint SynAck = 18;
    private const uint ResetAck = 20;
    private const uint SeenAndConfirmed = 10;
    private const uint Assured = 4;
    private static readonly UInt128 LinkLocal = (UInt128)0xfe80 << 112;
    private static readonly UInt128 SolicitedNode =
        ((UInt128)0xff02 << 112) | ((UInt128)0x1ff << 24); // ff02::1:ff00:0/104

    // A client's port is above 1023 everywhere; which one is not known.
    private static readonly IntervalSet ClientPorts = IntervalSet.Between(1024, 65535);
    private static readonly IntervalSet HopLimits = IntervalSet.Between(1, 255);

    /// <summary>The client's SYN.</summary>
    public static Packet Request(ConnectionQuestion asked) =>
        Incoming(asked, ProtocolNumber.Tcp)
            .With(PacketField.SourceAddress, asked.Sources)
            .With(PacketField.DestinationAddress, asked.Destination)
            .With(PacketField.OriginalDestination, asked.Destination)
            .With(PacketField.SourcePort, ClientPorts)
            .With(PacketField.OriginalSourcePort, ClientPorts)
            .With(PacketField.DestinationPort, (uint)asked.Port)
            .With(PacketField.OriginalDestinationPort, (uint)asked.Port)
            .With(PacketField.TcpFlags, Syn)
            .With(PacketField.MaxSegment, IntervalSet.Between(536, 65495))
            .With(PacketField.Length, IntervalSet.Between(40, 80));

    /// <summary>The client's next packet, which completes the handshake.</summary>
    public static Packet Later(ConnectionQuestion asked, Packet request) =>
        Request(asked)
            .With(PacketField.SourceAddress, request[PacketField.SourceAddress])
            .With(PacketField.ConnectionMark, request[PacketField.ConnectionMark])
            .With(
                PacketField.ConnectionStatus,
                IntervalSet
                    .Of(Status(request) | SeenAndConfirmed)
                    .Union(IntervalSet.Of(Status(request) | SeenAndConfirmed | Assured))
            )
            .With(PacketField.TcpFlags, Ack)
            .With(PacketField.MaxSegment, null)
            .With(PacketField.Length, IntervalSet.Between(40, 80));

    /// <summary>This host's SYN-ACK to a request that came through.</summary>
    public static Packet Answer(ConnectionQuestion asked, Packet request) =>
        Outgoing(asked, ProtocolNumber.Tcp)
            .With(PacketField.SourceAddress, request[PacketField.DestinationAddress])
            .With(PacketField.DestinationAddress, request[PacketField.SourceAddress])
            .With(PacketField.SourcePort, request[PacketField.DestinationPort])
            .With(PacketField.DestinationPort, request[PacketField.SourcePort])
            .With(PacketField.OriginalDestination, asked.Destination)
            .With(PacketField.OriginalDestinationPort, (uint)asked.Port)
            .With(PacketField.ConnectionMark, request[PacketField.ConnectionMark])
            .With(PacketField.ConnectionStatus, Status(request) | SeenAndConfirmed)
            .With(PacketField.TcpFlags, SynAck)
            .With(PacketField.MaxSegment, IntervalSet.Between(536, 65495))
            .With(PacketField.Length, IntervalSet.Between(40, 80));

    /// <summary>The RST or ICMP message that a reject sends for a request.</summary>
    public static Packet Refusal(ConnectionQuestion asked, Packet request, RejectWith reject)
    {
        var protocol =
            reject == RejectWith.TcpReset ? ProtocolNumber.Tcp
            : asked.IsVersion6 ? ProtocolNumber.Icmp6
            : ProtocolNumber.Icmp;
        var packet = Outgoing(asked, protocol)
            .With(PacketField.SourceAddress, request[PacketField.DestinationAddress])
            .With(PacketField.DestinationAddress, request[PacketField.SourceAddress]);
        return reject == RejectWith.TcpReset
            ? packet
                .With(PacketField.SourcePort, request[PacketField.DestinationPort])
                .With(PacketField.DestinationPort, request[PacketField.SourcePort])
                .With(PacketField.TcpFlags, ResetAck)
            : packet
                .With(PacketField.IcmpType, asked.IsVersion6 ? 1u : 3u)
                .With(PacketField.IcmpCode, (uint)Symptoms.Code(reject, asked.IsVersion6));
    }

    /// <summary>The question for this host's link address: ARP, or an IPv6 neighbour solicitation (RFC 4861 §4.3).</summary>
    public static Packet Neighbour(ConnectionQuestion asked)
    {
        if (!asked.IsVersion6)
        {
            return Arp(asked, 1, isIncoming: true);
        }

        return Incoming(asked, ProtocolNumber.Icmp6)
            .With(PacketField.SourceAddress, Asker(asked))
            .With(PacketField.DestinationAddress, SolicitedNode | (asked.Destination & 0xffffff))
            .With(PacketField.DestinationKind, Multicast)
            .With(PacketField.PacketKind, 2)
            .With(PacketField.IcmpType, 135)
            .With(PacketField.IcmpCode, 0)
            .With(PacketField.HopLimit, 255);
    }

    /// <summary>The answer to it.</summary>
    public static Packet NeighbourAnswer(ConnectionQuestion asked, Packet question) =>
        !asked.IsVersion6
            ? Arp(asked, 2, isIncoming: false)
            : Outgoing(asked, ProtocolNumber.Icmp6)
                .With(PacketField.SourceAddress, asked.Destination)
                .With(PacketField.DestinationAddress, question[PacketField.SourceAddress])
                .With(PacketField.IcmpType, 136)
                .With(PacketField.IcmpCode, 0)
                .With(PacketField.HopLimit, 255);

    /// <summary>This host's question for the source's link address.</summary>
    public static Packet OwnQuestion(ConnectionQuestion asked) =>
        !asked.IsVersion6
            ? Arp(asked, 1, isIncoming: false)
            : Outgoing(asked, ProtocolNumber.Icmp6)
                .With(PacketField.SourceAddress, asked.Destination)
                .With(
                    PacketField.DestinationAddress,
                    IntervalSet.Between(SolicitedNode, SolicitedNode | 0xffffff)
                )
                .With(PacketField.DestinationKind, Multicast)
                .With(PacketField.IcmpType, 135)
                .With(PacketField.IcmpCode, 0)
                .With(PacketField.HopLimit, 255);

    /// <summary>The answer to it.</summary>
    public static Packet OwnAnswer(ConnectionQuestion asked) =>
        !asked.IsVersion6
            ? Arp(asked, 2, isIncoming: true)
            : Incoming(asked, ProtocolNumber.Icmp6)
                .With(PacketField.SourceAddress, Asker(asked))
                .With(PacketField.DestinationAddress, asked.Destination)
                .With(PacketField.IcmpType, 136)
                .With(PacketField.IcmpCode, 0)
                .With(PacketField.HopLimit, 255);

    /// <summary>A router's "fragmentation needed" or "packet too big" about a connection that is tracked (RFC 792, RFC 4443 §3.2).</summary>
    public static Packet TooBig(ConnectionQuestion asked) =>
        Incoming(asked, asked.IsVersion6 ? ProtocolNumber.Icmp6 : ProtocolNumber.Icmp)
            .With(PacketField.SourceAddress, asked.Sources)
            .With(PacketField.DestinationAddress, asked.Destination)
            .With(PacketField.IcmpType, asked.IsVersion6 ? 2u : 3u)
            .With(PacketField.IcmpCode, asked.IsVersion6 ? 0u : 4u)
            .With(PacketField.ConnectionState, TrackState.Related)
            .With(PacketField.ConnectionStatus, SeenAndConfirmed | Assured)
            .With(PacketField.ConnectionDirection, IntervalSet.Between(0, 1))
            .With(PacketField.Length, IntervalSet.Between(48, 1280));

    private static UInt128 Status(Packet request) =>
        request[PacketField.ConnectionStatus]?.Single ?? 0;

    private static IntervalSet Asker(ConnectionQuestion asked) =>
        asked.IsOnLink
            ? asked.Sources
            : IntervalSet.Between(LinkLocal, LinkLocal | ((UInt128.One << 64) - 1));

    private static Packet Incoming(ConnectionQuestion asked, UInt128 protocol) =>
        Any(asked, protocol)
            .With(PacketField.SourceKind, Unicast)
            .With(PacketField.DestinationKind, Local)
            .With(PacketField.PacketKind, 0)
            .With(PacketField.ReversePath, 1)
            .With(PacketField.HopLimit, HopLimits) with
        {
            InInterface = asked.Interface,
            OutInterface = "",
        };

    private static Packet Outgoing(ConnectionQuestion asked, UInt128 protocol) =>
        Any(asked, protocol)
            .With(PacketField.SourceKind, Local)
            .With(PacketField.DestinationKind, Unicast)
            .With(PacketField.ConnectionDirection, 1)
            .With(PacketField.HopLimit, HopLimits) with
        {
            InInterface = "",
            OutInterface = asked.Interface,
        };

    private static Packet Any(ConnectionQuestion asked, UInt128 protocol) =>
        new Packet
        {
            Version = asked.IsVersion6 ? 6 : 4,
            Numbers = ImmutableDictionary<PacketField, IntervalSet>.Empty,
        }
            .With(PacketField.Protocol, protocol)
            .With(PacketField.NfProto, asked.IsVersion6 ? 10u : 2u)
            .With(PacketField.EtherType, asked.IsVersion6 ? 0x86ddu : 0x0800u)
            .With(PacketField.AddressVersion, asked.IsVersion6 ? 6u : 4u)
            .With(PacketField.HeaderLength, 5)
            .With(PacketField.FragmentOffset, IntervalSet.Of(0).Union(IntervalSet.Of(0x4000)))
            .With(PacketField.Mark, 0)
            .With(PacketField.ConnectionMark, 0)
            .With(PacketField.ConnectionStatus, 0)
            .With(PacketField.ConnectionDirection, 0)
            .With(PacketField.ConnectionState, TrackState.Invalid);

    private static Packet Arp(ConnectionQuestion asked, uint operation, bool isIncoming) =>
        new Packet
        {
            Version = 0,
            Numbers = ImmutableDictionary<PacketField, IntervalSet>.Empty,
            InInterface = isIncoming ? asked.Interface : "",
            OutInterface = isIncoming ? "" : asked.Interface,
        }
            .With(PacketField.EtherType, 0x0806)
            .With(PacketField.NfProto, 3)
            .With(PacketField.Mark, 0)
            .With(PacketField.ArpOperation, operation)
            .With(PacketField.Protocol, IntervalSet.Empty);
}
