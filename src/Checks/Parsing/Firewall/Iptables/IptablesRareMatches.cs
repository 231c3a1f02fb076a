namespace Fleet.Checks.Parsing.Firewall.Iptables;

/// <summary>Reads options of modules that stand in fewer rulesets.</summary>
internal static class IptablesRareMatches
{
    /// <summary>The conditions; null where they are not modelled.</summary>
    public static IEnumerable<Statement>? Option(
        string module,
        IptablesOption option,
        TableFamily family
    )
    {
        var (not, value) = (option.IsNegated, option.First);
        return option.Name switch
        {
            "--ctstate" or "--state" => [States(not, value)],
            "--ctstatus" => Status(not, value),
            "--ctdir" =>
            [
                IptablesFields.Is(
                    PacketField.ConnectionDirection,
                    FieldKind.ConnectionDirection,
                    not,
                    "ctdir",
                    value.ToLowerInvariant()
                ),
            ],
            "--ctorigdstport" =>
            [
                IptablesFields.Is(
                    PacketField.OriginalDestinationPort,
                    FieldKind.Port,
                    not,
                    "ctorigdstport",
                    IptablesFields.Range(value)
                ),
            ],
            "--ctorigdst" => [Original(PacketField.OriginalDestination, family, not, value)],
            "--ctorigsrc" => [Original(PacketField.OriginalSource, family, not, value)],
            "--ctproto" =>
            [
                IptablesFields.Is(PacketField.Protocol, FieldKind.Protocol, not, "ctproto", value),
            ],
            "--dst-type" => [Kind(PacketField.DestinationKind, not, value)],
            "--src-type" => [Kind(PacketField.SourceKind, not, value)],
            "--limit-iface-in" or "--limit-iface-out" => [],
            "--pkt-type" =>
            [
                IptablesFields.Is(
                    PacketField.PacketKind,
                    FieldKind.PacketKind,
                    not,
                    "pkttype",
                    value
                ),
            ],
            "--match-set" => [Set(option)],
            "--return-nomatch" or "--update-counters" or "--update-subcounters" => [],
            "--icmp-type" => Icmp(FieldKind.IcmpType, not, value),
            "--icmpv6-type" => Icmp(FieldKind.Icmp6Type, not, value),
            "--mss" => [Number(PacketField.MaxSegment, not, value)],
            "--length" => [Number(PacketField.Length, not, value)],
            "--ttl-eq" or "--hl-eq" =>
            [
                Hops(not ? MatchOperator.NotEqual : MatchOperator.Equal, value),
            ],
            "--ttl-lt" or "--hl-lt" => [Hops(MatchOperator.Less, value)],
            "--ttl-gt" or "--hl-gt" => [Hops(MatchOperator.Greater, value)],
            _ => null,
        };
    }

    private static MatchStatement States(bool not, string list) =>
        IptablesFields.Flags(
            PacketField.StateOrTranslation,
            FieldKind.ConnectionState,
            not,
            "connection state",
            list.ToLowerInvariant().Split(',')
        );

    private static MatchStatement[] Status(bool not, string list) =>
        list == "NONE"
            ?
            [
                IptablesFields.Is(
                    PacketField.ConnectionStatus,
                    FieldKind.Number,
                    not,
                    "ctstatus",
                    "0"
                ),
            ]
            :
            [
                IptablesFields.Flags(
                    PacketField.ConnectionStatus,
                    FieldKind.ConnectionStatus,
                    not,
                    "ctstatus",
                    list.ToLowerInvariant().Replace('_', '-').Split(',')
                ),
            ];

    private static MatchStatement Original(
        PacketField field,
        TableFamily family,
        bool not,
        string value
    ) =>
        IptablesFields.Is(
            field,
            family == TableFamily.Ip6 ? FieldKind.Address6 : FieldKind.Address4,
            not,
            field == PacketField.OriginalSource ? "original source" : "original destination",
            value
        );

    private static MatchStatement Kind(PacketField field, bool not, string list) =>
        IptablesFields.Is(
            field,
            FieldKind.AddressKind,
            not,
            field == PacketField.SourceKind ? "source type" : "destination type",
            list.ToLowerInvariant().Split(',')
        );

    // An ipset's members stand in no ruleset.
    private static MatchStatement Set(IptablesOption option) =>
        new(
            Selector.Of(
                PacketField.SourceAddress,
                FieldKind.Address4,
                ProtocolNeed.Any,
                string.Join(' ', option.Values.Skip(1))
            ),
            option.IsNegated ? MatchOperator.NotEqual : MatchOperator.Implicit,
            new SetReference($"ipset {option.First}")
        );

    private static IEnumerable<Statement> Icmp(FieldKind kind, bool not, string value)
    {
        var isVersion6 = kind == FieldKind.Icmp6Type;
        if (value == "any")
        {
            return [];
        }

        var parts = value.Split('/');
        var type = IptablesFields.Is(
            PacketField.IcmpType,
            kind,
            isVersion6 ? ProtocolNeed.Icmp6 : ProtocolNeed.Icmp,
            not,
            "icmp type",
            parts[0]
        );
        return parts.Length == 1 ? [type]
            : not ? [new OpaqueStatement($"! icmp type {value}", true)]
            :
            [
                type,
                IptablesFields.Is(
                    PacketField.IcmpCode,
                    FieldKind.Number,
                    false,
                    "icmp code",
                    parts[1]
                ),
            ];
    }

    private static MatchStatement Number(PacketField field, bool not, string value) =>
        IptablesFields.Is(
            field,
            FieldKind.Number,
            not,
            field == PacketField.Length ? "length" : "mss",
            IptablesFields.Range(value)
        );

    private static MatchStatement Hops(MatchOperator comparison, string value) =>
        new(
            Selector.Of(PacketField.HopLimit, FieldKind.Number, ProtocolNeed.Any, "hop limit"),
            comparison,
            Values.Of(value)
        );
}
