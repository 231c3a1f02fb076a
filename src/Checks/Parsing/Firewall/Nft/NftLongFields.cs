namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Fields whose names have more than two words: ct, fib, socket, osf, ipsec, and numbers that are made up (numgen, hashes).</summary>
internal static class NftLongFields
{
    public static (PacketField Field, FieldKind Kind, ProtocolNeed Need)? Read(
        string word,
        NftCursor cursor
    )
    {
        switch (word)
        {
            case "ct":
                cursor.Skip(1);
                return Connection(cursor);
            case "fib":
                cursor.Skip(1);
                return Fib(cursor);
            case "socket":
                cursor.Skip(cursor.Ahead(1).Is("cgroupv2") ? 4 : 2);
                return NftFields.Unknown;
            case "osf":
                cursor.Skip(cursor.Ahead(1).Is("ttl") ? 4 : 2);
                return (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.Tcp);
            case "ipsec":
                cursor.Skip(cursor.Ahead(2).Is("spnum") ? 5 : 3);
                return NftFields.Unknown;
            case "numgen" or "jhash" or "symhash":
                while (!cursor.IsAtRuleEnd && !cursor.Peek.Is("mod"))
                {
                    cursor.Skip(1);
                }

                cursor.Skip(2);
                while (cursor.Take("seed") || cursor.Take("offset"))
                {
                    cursor.Skip(1);
                }

                return NftFields.Unknown;
            default:
                return null;
        }
    }

    private static (PacketField Field, FieldKind Kind, ProtocolNeed Need) Connection(
        NftCursor cursor
    )
    {
        var word = cursor.Next().Text;
        if (word is not ("original" or "reply"))
        {
            return word switch
            {
                "state" => (
                    PacketField.ConnectionState,
                    FieldKind.ConnectionState,
                    ProtocolNeed.Any
                ),
                "status" => (
                    PacketField.ConnectionStatus,
                    FieldKind.ConnectionStatus,
                    ProtocolNeed.Any
                ),
                "direction" => (
                    PacketField.ConnectionDirection,
                    FieldKind.ConnectionDirection,
                    ProtocolNeed.Any
                ),
                "mark" => (PacketField.ConnectionMark, FieldKind.Number, ProtocolNeed.Any),
                "l3proto" => (PacketField.NfProto, FieldKind.NfProto, ProtocolNeed.Any),
                "protocol" => (PacketField.Protocol, FieldKind.Protocol, ProtocolNeed.Any),
                _ => NftFields.Unknown,
            };
        }

        var family = cursor.Peek.Text is "ip" or "ip6" ? cursor.Next().Text : "";
        var field = cursor.Next().Text;
        var is6 = family == "ip6";
        if (word == "reply")
        {
            return NftFields.Unknown;
        }

        return field switch
        {
            "saddr" when family.Length > 0 => (
                PacketField.OriginalSource,
                is6 ? FieldKind.Address6 : FieldKind.Address4,
                is6 ? ProtocolNeed.Ip6 : ProtocolNeed.Ip4
            ),
            "daddr" when family.Length > 0 => (
                PacketField.OriginalDestination,
                is6 ? FieldKind.Address6 : FieldKind.Address4,
                is6 ? ProtocolNeed.Ip6 : ProtocolNeed.Ip4
            ),
            "proto-src" => (PacketField.OriginalSourcePort, FieldKind.Port, ProtocolNeed.Any),
            "proto-dst" => (PacketField.OriginalDestinationPort, FieldKind.Port, ProtocolNeed.Any),
            "protocol" => (PacketField.Protocol, FieldKind.Protocol, ProtocolNeed.Any),
            "l3proto" => (PacketField.NfProto, FieldKind.NfProto, ProtocolNeed.Any),
            _ => NftFields.Unknown,
        };
    }

    // fib FLAGS [. iif|oif|mark]... RESULT
    private static (PacketField Field, FieldKind Kind, ProtocolNeed Need) Fib(NftCursor cursor)
    {
        var isSource = cursor.Next().Text == "saddr";
        while (cursor.Take("."))
        {
            cursor.Skip(1);
        }

        var result = cursor.Next().Text;
        if (cursor.Take("check"))
        {
            result = "oif";
        }

        return result switch
        {
            "type" => (
                isSource ? PacketField.SourceKind : PacketField.DestinationKind,
                FieldKind.AddressKind,
                ProtocolNeed.Any
            ),
            "oif" or "oifname" when isSource => (
                PacketField.ReversePath,
                FieldKind.ReversePath,
                ProtocolNeed.Any
            ),
            _ => NftFields.Unknown,
        };
    }
}
