using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Reads one chain of a table.</summary>
internal sealed class NftChainReader(NftCursor cursor, NftTableParts parts)
{
    public void Read()
    {
        var name = cursor.Next().Text;
        ChainHook? hook = null;
        cursor.Take("{");
        if (cursor.Take(NftLexer.Handle))
        {
            cursor.Skip(1);
        }

        cursor.SkipLineEnds();
        if (cursor.Peek.Is("comment") && cursor.Ahead(1).IsQuoted)
        {
            cursor.Skip(2);
            cursor.SkipLineEnds();
        }

        if (cursor.Peek.Is("type"))
        {
            hook = Hook();
        }

        parts.Chains[name] = new FirewallChain(
            name,
            hook,
            new NftRuleReader(cursor, parts).ReadBlock()
        );
    }

    private ChainHook Hook()
    {
        cursor.Skip(1);
        var type = cursor.Next().Text switch
        {
            "nat" => ChainType.Nat,
            "route" => ChainType.Route,
            _ => ChainType.Filter,
        };
        var hook = PacketHook.Unspecified;
        var devices = ImmutableArray<string>.Empty;
        var priority = 0;
        var accepts = true;
        while (!cursor.IsAtEnd && !cursor.Peek.Is(NftLexer.LineEnd) && !cursor.Peek.Is("}"))
        {
            switch (cursor.Next().Text)
            {
                case "hook":
                    hook = Enum.TryParse<PacketHook>(cursor.Next().Text, true, out var named)
                        ? named
                        : PacketHook.Unspecified;
                    break;
                case "device":
                    devices = [cursor.Next().Text];
                    break;
                case "devices":
                    cursor.Take("=");
                    devices = [.. NftOperandReader.Elements(cursor).Select(e => e.Key[0])];
                    break;
                case "priority":
                    priority = Priority();
                    break;
                case "policy":
                    accepts = !cursor.Next().Is("drop");
                    break;
            }
        }

        return new ChainHook(type, hook, priority, accepts, devices);
    }

    private int Priority()
    {
        var word = cursor.Next().Text;
        var bridge = parts.Family == TableFamily.Bridge;
        var number = word switch
        {
            "raw" => -300,
            "mangle" => -150,
            "dstnat" => bridge ? -300 : -100,
            "filter" => bridge ? -200 : 0,
            "security" => 50,
            "out" => 100,
            "srcnat" => bridge ? 300 : 100,
            _ => Number(word),
        };
        return cursor.Take("+") ? number + Number(cursor.Next().Text)
            : cursor.Take("-") ? number - Number(cursor.Next().Text)
            : number;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
            ? n
            : 0;
}
