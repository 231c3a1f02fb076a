using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Reads dnat, snat, masquerade, redirect and tproxy. They end the rule, so options behind the target are passed over.</summary>
internal static class NftNatReader
{
    public static NatStatement Read(NftCursor cursor)
    {
        var kind = cursor.Next().Text switch
        {
            "dnat" => NatKind.Destination,
            "redirect" => NatKind.Redirect,
            "tproxy" => NatKind.Proxy,
            _ => NatKind.Source,
        };
        while (!cursor.IsAtRuleEnd && !cursor.Peek.Is("to"))
        {
            cursor.Skip(1);
        }

        var nat = cursor.Take("to") ? To(cursor, kind) : new NatStatement(kind, null, null);
        cursor.TakeRest();
        return nat;
    }

    private static NatStatement To(NftCursor cursor, NatKind kind)
    {
        if (NftSelectorReader.Read(cursor) is { } key)
        {
            cursor.Take("map");
            return new NatStatement(
                kind,
                null,
                null,
                key,
                NftOperandReader.Read(cursor, key.Parts.Length)
            );
        }

        var target = cursor.Next().Text;
        if (cursor.Take("."))
        {
            target += ":" + cursor.Next().Text;
        }

        var (address, port) = NatTarget.Split(target);
        return new NatStatement(kind, address, port);
    }
}
