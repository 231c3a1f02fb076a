namespace Fleet.Checks.Parsing.Firewall.Iptables;

/// <summary>Conditions of iptables as comparisons of the model.</summary>
internal static class IptablesFields
{
    public static MatchStatement Is(
        PacketField field,
        FieldKind kind,
        bool isNegated,
        string text,
        params string[] values
    ) => Is(field, kind, ProtocolNeed.Any, isNegated, text, values);

    public static MatchStatement Is(
        PacketField field,
        FieldKind kind,
        ProtocolNeed need,
        bool isNegated,
        string text,
        params string[] values
    ) =>
        new(
            Selector.Of(field, kind, need, text),
            isNegated ? MatchOperator.NotEqual : MatchOperator.Equal,
            Values.Of([.. values])
        );

    public static MatchStatement Address(
        bool isSource,
        TableFamily family,
        bool isNegated,
        params string[] values
    ) =>
        Is(
            isSource ? PacketField.SourceAddress : PacketField.DestinationAddress,
            family == TableFamily.Ip6 ? FieldKind.Address6 : FieldKind.Address4,
            isNegated,
            isSource ? "source" : "destination",
            values
        );

    /// <summary>Ports as iptables writes them: <c>22,80:90</c>.</summary>
    public static MatchStatement Ports(bool isSource, bool isNegated, string list) =>
        Is(
            isSource ? PacketField.SourcePort : PacketField.DestinationPort,
            FieldKind.Port,
            ProtocolNeed.Ports,
            isNegated,
            isSource ? "source port" : "destination port",
            [.. list.Split(',').Select(Range)]
        );

    /// <summary>A range with a colon as one with a dash: <c>:1023</c> begins at 0, <c>1024:</c> ends at 65535.</summary>
    public static string Range(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? text
            : $"{(colon == 0 ? "0" : text[..colon])}-{(colon == text.Length - 1 ? "65535" : text[(colon + 1)..])}";
    }

    /// <summary>An interface as iptables writes it, with + for any rest.</summary>
    public static MatchStatement Interface(bool isIn, bool isNegated, string name) =>
        Is(
            isIn ? PacketField.InInterface : PacketField.OutInterface,
            FieldKind.InterfaceName,
            isNegated,
            isIn ? "in interface" : "out interface",
            name.EndsWith('+') ? name[..^1] + "*" : name
        );

    /// <summary><c>value/mask</c> of a mark.</summary>
    public static MatchStatement Mark(PacketField field, bool isNegated, string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var mask = slash < 0 ? null : FieldText.Number(text[(slash + 1)..]);
        return new MatchStatement(
            new Selector([
                new SelectorPart(
                    field,
                    FieldKind.Number,
                    ProtocolNeed.Any,
                    field == PacketField.Mark ? "mark" : "connmark",
                    mask
                ),
            ]),
            isNegated ? MatchOperator.NotEqual : MatchOperator.Equal,
            Values.Of(slash < 0 ? text : text[..slash])
        );
    }

    public static MatchStatement Flags(
        PacketField field,
        FieldKind kind,
        bool isNegated,
        string text,
        IEnumerable<string> flags
    ) =>
        new(
            Selector.Of(field, kind, ProtocolNeed.Any, text),
            isNegated ? MatchOperator.NoneOf : MatchOperator.Implicit,
            Values.Of([.. flags])
        );

    /// <summary><c>--tcp-flags MASK FLAGS</c>.</summary>
    public static MatchStatement TcpFlags(bool isNegated, string mask, string flags) =>
        new(
            Selector.Of(PacketField.TcpFlags, FieldKind.TcpFlags, ProtocolNeed.Tcp, "tcp flags"),
            isNegated ? MatchOperator.NotEqual : MatchOperator.Equal,
            new Values([.. Names(flags)], [.. Names(mask)])
        );

    private static IEnumerable<string> Names(string list) =>
        list.ToLowerInvariant() switch
        {
            "none" => ["0"],
            "all" => ["fin", "syn", "rst", "psh", "ack", "urg"],
            var names => names.Split(','),
        };
}
