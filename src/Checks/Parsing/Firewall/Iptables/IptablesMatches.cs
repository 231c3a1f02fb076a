namespace Fleet.Checks.Parsing.Firewall.Iptables;

/// <summary>Reads the options of one match module.</summary>
internal static class IptablesMatches
{
    /// <param name="module">The module's name; empty: the rule's own options.</param>
    /// <param name="options">Its options.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    public static IEnumerable<Statement> Read(
        string module,
        List<IptablesOption> options,
        TableFamily family
    )
    {
        switch (module)
        {
            case "comment":
                return [];
            case "limit" or "hashlimit" or "connlimit" or "recent" or "quota":
                return IptablesLimits.Read(module, options);
            case "rpfilter":
                return
                [
                    IptablesFields.Is(
                        PacketField.ReversePath,
                        FieldKind.ReversePath,
                        options.Exists(o => o.Name == "--invert"),
                        "rpfilter",
                        "exists"
                    ),
                ];
            case "rt" or "dst" or "hbh" or "frag" or "ah" or "esp" or "mh" or "ipv6header":
                return
                [
                    IptablesFields.Is(
                        PacketField.Unspecified,
                        FieldKind.Number,
                        ProtocolNeed.None,
                        false,
                        module,
                        "0"
                    ),
                ];
            case "policy"
                when options.Exists(o => o is { Name: "--pol", IsNegated: false, First: "none" }):
                return [];
            default:
                var statements = new List<Statement>();
                foreach (var option in options)
                {
                    if (Option(module, option, family) is not { } read)
                    {
                        // One statement for the module: its other options only say more of the same condition.
                        return
                        [
                            new OpaqueStatement($"-m {module} {string.Join(' ', options)}", true),
                        ];
                    }

                    statements.AddRange(read);
                }

                return module is "socket" or "geoip" && options.Count == 0
                    ? [new OpaqueStatement($"-m {module}", true)]
                    : statements;
        }
    }

    // Null: not modelled.
    private static IEnumerable<Statement>? Option(
        string module,
        IptablesOption option,
        TableFamily family
    )
    {
        var (not, value) = (option.IsNegated, option.First);
        return option.Name switch
        {
            "-s" or "--source" or "--src" => Address(true, family, not, value),
            "-d" or "--destination" or "--dst" => Address(false, family, not, value),
            "--src-range" => [IptablesFields.Address(true, family, not, value)],
            "--dst-range" => [IptablesFields.Address(false, family, not, value)],
            "-i" or "--in-interface" => [IptablesFields.Interface(true, not, value)],
            "-o" or "--out-interface" => [IptablesFields.Interface(false, not, value)],
            "-p" or "--protocol" or "--proto" => Protocol(not, value.ToLowerInvariant()),
            "-f" or "--fragment" => [Fragment(not)],
            "--sport" or "--source-port" or "--sports" or "--source-ports" =>
            [
                IptablesFields.Ports(true, not, value),
            ],
            "--dport" or "--destination-port" or "--dports" or "--destination-ports" =>
            [
                IptablesFields.Ports(false, not, value),
            ],
            "--syn" => [IptablesFields.TcpFlags(not, "FIN,SYN,RST,ACK", "SYN")],
            "--tcp-flags" when option.Values.Length == 2 =>
            [
                IptablesFields.TcpFlags(not, value, option.Values[1]),
            ],
            "--mark" => [IptablesFields.Mark(MarkOf(module), not, value)],
            _ => IptablesRareMatches.Option(module, option, family),
        };
    }

    private static PacketField MarkOf(string module) =>
        module == "connmark" ? PacketField.ConnectionMark : PacketField.Mark;

    private static IEnumerable<Statement> Address(
        bool isSource,
        TableFamily family,
        bool not,
        string value
    ) =>
        value is "0.0.0.0/0" or "::/0" && !not
            ? []
            : [IptablesFields.Address(isSource, family, not, value.Split(','))];

    private static IEnumerable<Statement> Protocol(bool not, string value) =>
        value is "all" or "0"
            ? []
            : [IptablesFields.Is(PacketField.Protocol, FieldKind.Protocol, not, "protocol", value)];

    // Second and further fragments: a SYN is none.
    private static MatchStatement Fragment(bool not) =>
        new(
            new Selector([
                new SelectorPart(
                    PacketField.FragmentOffset,
                    FieldKind.Number,
                    ProtocolNeed.Ip4,
                    "fragment",
                    0x1fff
                ),
            ]),
            not ? MatchOperator.Equal : MatchOperator.NotEqual,
            Values.Of("0")
        );
}
