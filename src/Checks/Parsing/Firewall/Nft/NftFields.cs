using System.Collections.Frozen;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>nft's names of fields (nft(8): payload, meta, ct, fib expressions).</summary>
internal static class NftFields
{
    private static readonly FrozenSet<string> NotInOurPackets = FrozenSet.Create(
        "udp",
        "udplite",
        "sctp",
        "dccp",
        "ah",
        "esp",
        "comp",
        "gre",
        "gretap",
        "igmp",
        "vxlan",
        "geneve",
        "vlan",
        "hbh",
        "dst",
        "mh",
        "frag",
        "srh"
    );

    private static readonly FrozenSet<string> BareMeta = FrozenSet.Create(
        "iif",
        "iifname",
        "oif",
        "oifname",
        "iiftype",
        "oiftype",
        "iifgroup",
        "oifgroup",
        "mark",
        "priority",
        "skuid",
        "skgid",
        "nftrace",
        "rtclassid",
        "pkttype",
        "cpu",
        "cgroup",
        "ibriport",
        "obriport",
        "ibrname",
        "obrname"
    );

    /// <summary>The field, with the cursor behind its words; null, and the cursor where it was, where they name none.</summary>
    public static (PacketField Field, FieldKind Kind, ProtocolNeed Need)? Read(NftCursor cursor)
    {
        var word = cursor.Peek;
        if (word.IsQuoted)
        {
            return null;
        }

        if (word.Text is "@th" or "@nh" or "@ll" or "@ih" && cursor.Ahead(1).Is(","))
        {
            return NftSelectorReader.Raw(cursor);
        }

        if (BareMeta.Contains(word.Text))
        {
            cursor.Skip(1);
            return Meta(word.Text);
        }

        if (NotInOurPackets.Contains(word.Text))
        {
            cursor.Skip(2);
            return (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.None);
        }

        var field = cursor.Ahead(1).Text;
        switch (word.Text)
        {
            case "ip" or "ip6" or "tcp" or "th" or "icmp" or "icmpv6" or "ether" or "meta":
                cursor.Skip(2);
                return word.Text switch
                {
                    "ip" => Ip4(field, cursor),
                    "ip6" => Ip6(field),
                    "tcp" => Tcp(field, cursor),
                    "th" => Ports(field, ProtocolNeed.Ports),
                    "icmp" => Icmp(field, FieldKind.IcmpType, ProtocolNeed.Icmp),
                    "icmpv6" => Icmp(field, FieldKind.Icmp6Type, ProtocolNeed.Icmp6),
                    "ether" => field == "type"
                        ? (PacketField.EtherType, FieldKind.EtherType, ProtocolNeed.Any)
                        : Unknown,
                    _ => Meta(field),
                };
            case "arp":
                cursor.Skip(field is "saddr" or "daddr" ? 3 : 2);
                return field == "operation"
                    ? (PacketField.ArpOperation, FieldKind.ArpOperation, ProtocolNeed.Arp)
                    : (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.Arp);
            case "rt":
                cursor.Skip(2);
                return field is "classid" or "nexthop" or "mtu" or "ipsec"
                    ? Unknown
                    : (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.None);
            case "exthdr":
                // exthdr NAME exists: a packet of ours has no such header
                cursor.Skip(2);
                return (PacketField.ReversePath, FieldKind.ReversePath, ProtocolNeed.None);
            default:
                return NftLongFields.Read(word.Text, cursor);
        }
    }

    public static (PacketField Field, FieldKind Kind, ProtocolNeed Need) Unknown =>
        (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.Any);

    private static (PacketField Field, FieldKind Kind, ProtocolNeed Need) Ip4(
        string field,
        NftCursor cursor
    )
    {
        if (field == "option")
        {
            cursor.Skip(2);
            return (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.None);
        }

        return field switch
        {
            "saddr" => (PacketField.SourceAddress, FieldKind.Address4, ProtocolNeed.Ip4),
            "daddr" => (PacketField.DestinationAddress, FieldKind.Address4, ProtocolNeed.Ip4),
            "protocol" => (PacketField.Protocol, FieldKind.Protocol, ProtocolNeed.Ip4),
            "ttl" => (PacketField.HopLimit, FieldKind.Number, ProtocolNeed.Ip4),
            "length" => (PacketField.Length, FieldKind.Number, ProtocolNeed.Ip4),
            "frag-off" => (PacketField.FragmentOffset, FieldKind.Number, ProtocolNeed.Ip4),
            "version" => (PacketField.AddressVersion, FieldKind.Number, ProtocolNeed.Ip4),
            "hdrlength" => (PacketField.HeaderLength, FieldKind.Number, ProtocolNeed.Ip4),
            _ => (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.Ip4),
        };
    }

    private static (PacketField Field, FieldKind Kind, ProtocolNeed Need) Ip6(string field) =>
        field switch
        {
            "saddr" => (PacketField.SourceAddress, FieldKind.Address6, ProtocolNeed.Ip6),
            "daddr" => (PacketField.DestinationAddress, FieldKind.Address6, ProtocolNeed.Ip6),
            "nexthdr" => (PacketField.Protocol, FieldKind.Protocol, ProtocolNeed.Ip6),
            "hoplimit" => (PacketField.HopLimit, FieldKind.Number, ProtocolNeed.Ip6),
            "version" => (PacketField.AddressVersion, FieldKind.Number, ProtocolNeed.Ip6),
            _ => (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.Ip6),
        };

    private static (PacketField Field, FieldKind Kind, ProtocolNeed Need) Tcp(
        string field,
        NftCursor cursor
    )
    {
        if (field != "option")
        {
            return field == "flags"
                ? (PacketField.TcpFlags, FieldKind.TcpFlags, ProtocolNeed.Tcp)
                : Ports(field, ProtocolNeed.Tcp);
        }

        var option = cursor.Next().Text;
        if (cursor.Peek.Is("exists") || cursor.Peek.Is("missing"))
        {
            return (PacketField.Unspecified, FieldKind.ReversePath, ProtocolNeed.Tcp);
        }

        return cursor.Next().Text == "size" && option is "maxseg" or "mss"
            ? (PacketField.MaxSegment, FieldKind.Number, ProtocolNeed.Tcp)
            : (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.Tcp);
    }

    private static (PacketField Field, FieldKind Kind, ProtocolNeed Need) Ports(
        string field,
        ProtocolNeed need
    ) =>
        field switch
        {
            "sport" => (PacketField.SourcePort, FieldKind.Port, need),
            "dport" => (PacketField.DestinationPort, FieldKind.Port, need),
            _ => (PacketField.Unspecified, FieldKind.Number, need),
        };

    private static (PacketField Field, FieldKind Kind, ProtocolNeed Need) Icmp(
        string field,
        FieldKind types,
        ProtocolNeed need
    ) =>
        field switch
        {
            "type" => (PacketField.IcmpType, types, need),
            "code" => (PacketField.IcmpCode, FieldKind.Number, need),
            _ => (PacketField.Unspecified, FieldKind.Number, need),
        };

    private static (PacketField Field, FieldKind Kind, ProtocolNeed Need) Meta(string field) =>
        field switch
        {
            "iif" or "iifname" => (
                PacketField.InInterface,
                FieldKind.InterfaceName,
                ProtocolNeed.Any
            ),
            "oif" or "oifname" => (
                PacketField.OutInterface,
                FieldKind.InterfaceName,
                ProtocolNeed.Any
            ),
            "mark" => (PacketField.Mark, FieldKind.Number, ProtocolNeed.Any),
            "pkttype" => (PacketField.PacketKind, FieldKind.PacketKind, ProtocolNeed.Any),
            "l4proto" => (PacketField.Protocol, FieldKind.Protocol, ProtocolNeed.Any),
            "nfproto" => (PacketField.NfProto, FieldKind.NfProto, ProtocolNeed.Any),
            "protocol" => (PacketField.EtherType, FieldKind.EtherType, ProtocolNeed.Any),
            "length" => (PacketField.Length, FieldKind.Number, ProtocolNeed.Any),
            _ => Unknown,
        };
}
