using System.Collections.Frozen;

namespace Fleet.Checks.Parsing.Firewall;

/// <summary>Names of numbers, as nft prints them (nft(8), data types; <c>nft describe</c>).</summary>
internal static class FieldNames
{
    private static readonly FrozenDictionary<FieldKind, FrozenDictionary<string, uint>> Names =
        new Dictionary<FieldKind, FrozenDictionary<string, uint>>
        {
            [FieldKind.ConnectionState] = Of(
                ("invalid", 1),
                ("established", 2),
                ("related", 4),
                ("new", 8),
                ("untracked", 64),
                ("snat", 16 << 12),
                ("dnat", 32 << 12)
            ),
            [FieldKind.ConnectionStatus] = Of(
                ("expected", 1),
                ("seen-reply", 2),
                ("assured", 4),
                ("confirmed", 8),
                ("snat", 16),
                ("dnat", 32),
                ("dying", 512)
            ),
            [FieldKind.ConnectionDirection] = Of(("original", 0), ("reply", 1)),
            [FieldKind.TcpFlags] = Of(
                ("fin", 1),
                ("syn", 2),
                ("rst", 4),
                ("psh", 8),
                ("ack", 16),
                ("urg", 32),
                ("ecn", 64),
                ("cwr", 128)
            ),
            [FieldKind.Protocol] = Of(
                ("hopopt", 0),
                ("ip", 0),
                ("icmp", 1),
                ("igmp", 2),
                ("ipencap", 4),
                ("ipv4", 4),
                ("tcp", 6),
                ("udp", 17),
                ("dccp", 33),
                ("ipv6", 41),
                ("gre", 47),
                ("esp", 50),
                ("ah", 51),
                ("icmpv6", 58),
                ("ipv6-icmp", 58),
                ("ospf", 89),
                ("pim", 103),
                ("ipcomp", 108),
                ("comp", 108),
                ("vrrp", 112),
                ("l2tp", 115),
                ("sctp", 132),
                ("udplite", 136)
            ),
            [FieldKind.NfProto] = Of(("ipv4", 2), ("ipv6", 10)),
            [FieldKind.EtherType] = Of(
                ("ip", 0x0800),
                ("arp", 0x0806),
                ("ip6", 0x86dd),
                ("ipv6", 0x86dd),
                ("vlan", 0x8100),
                ("8021q", 0x8100),
                ("8021ad", 0x88a8)
            ),
            [FieldKind.PacketKind] = Of(
                ("host", 0),
                ("unicast", 0),
                ("broadcast", 1),
                ("multicast", 2),
                ("other", 3)
            ),
            [FieldKind.AddressKind] = Of(
                ("unspec", 0),
                ("unicast", 1),
                ("local", 2),
                ("broadcast", 3),
                ("anycast", 4),
                ("multicast", 5),
                ("blackhole", 6),
                ("unreachable", 7),
                ("prohibit", 8)
            ),
            [FieldKind.ArpOperation] = Of(("request", 1), ("reply", 2)),
            [FieldKind.IcmpType] = Of(
                ("echo-reply", 0),
                ("destination-unreachable", 3),
                ("source-quench", 4),
                ("redirect", 5),
                ("echo-request", 8),
                ("router-advertisement", 9),
                ("router-solicitation", 10),
                ("time-exceeded", 11),
                ("parameter-problem", 12),
                ("timestamp-request", 13),
                ("timestamp-reply", 14),
                ("info-request", 15),
                ("info-reply", 16),
                ("address-mask-request", 17),
                ("address-mask-reply", 18)
            ),
            [FieldKind.Icmp6Type] = Of(
                ("destination-unreachable", 1),
                ("packet-too-big", 2),
                ("time-exceeded", 3),
                ("parameter-problem", 4),
                ("echo-request", 128),
                ("echo-reply", 129),
                ("mld-listener-query", 130),
                ("mld-listener-report", 131),
                ("mld-listener-done", 132),
                ("mld-listener-reduction", 132),
                ("nd-router-solicit", 133),
                ("nd-router-advert", 134),
                ("nd-neighbor-solicit", 135),
                ("nd-neighbor-advert", 136),
                ("nd-redirect", 137),
                ("router-renumbering", 138),
                ("ind-neighbor-solicit", 141),
                ("ind-neighbor-advert", 142),
                ("mld2-listener-report", 143),
                ("router-solicitation", 133),
                ("router-advertisement", 134),
                ("neighbour-solicitation", 135),
                ("neighbor-solicitation", 135),
                ("neighbour-advertisement", 136),
                ("neighbor-advertisement", 136),
                ("redirect", 137)
            ),
            [FieldKind.Port] = Of(
                ("ftp-data", 20),
                ("ftp", 21),
                ("ssh", 22),
                ("telnet", 23),
                ("smtp", 25),
                ("domain", 53),
                ("bootps", 67),
                ("bootpc", 68),
                ("http", 80),
                ("pop3", 110),
                ("sunrpc", 111),
                ("ntp", 123),
                ("imap2", 143),
                ("snmp", 161),
                ("ldap", 389),
                ("https", 443),
                ("submission", 587),
                ("ldaps", 636),
                ("domain-s", 853),
                ("imaps", 993),
                ("pop3s", 995),
                ("http-alt", 8080)
            ),
        }.ToFrozenDictionary();

    public static UInt128? Find(string name, FieldKind kind) =>
        Names.TryGetValue(kind, out var names) && names.TryGetValue(name, out var number)
            ? number
            : null;

    private static FrozenDictionary<string, uint> Of(params (string Name, uint Number)[] names) =>
        names.ToFrozenDictionary(n => n.Name, n => n.Number, StringComparer.OrdinalIgnoreCase);
}
