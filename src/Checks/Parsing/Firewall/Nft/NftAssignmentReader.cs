using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Reads <c>FIELD set VALUE</c>, behind the word set.</summary>
internal static class NftAssignmentReader
{
    public static void Read(
        NftCursor cursor,
        Selector target,
        ImmutableArray<Statement>.Builder statements
    )
    {
        var field = target.Parts[0].Field;
        if (target.Parts[0].Need != ProtocolNeed.Any)
        {
            statements.Add(Selector.Dependency(target.Parts[0].Need));
        }

        if (field is PacketField.Mark or PacketField.ConnectionMark)
        {
            Mark(cursor, field, statements);
        }
        else if (
            field
            is PacketField.SourceAddress
                or PacketField.DestinationAddress
                or PacketField.SourcePort
                or PacketField.DestinationPort
        )
        {
            statements.Add(new RewriteStatement(field, Values(cursor, statements)));
        }
        else
        {
            // Anything else that is written (priority, dscp, a maximum segment size) decides nothing.
            Values(cursor, statements);
        }
    }

    // A constant, a mark with arithmetic, or something that is not modelled.
    private static void Mark(
        NftCursor cursor,
        PacketField field,
        ImmutableArray<Statement>.Builder statements
    )
    {
        PacketField? from = null;
        UInt128 and = 0;
        UInt128 xor = 0;
        if (FieldText.Number(cursor.Peek.Text) is { } constant)
        {
            cursor.Skip(1);
            xor = constant;
        }
        else if (cursor.Peek.Is("mark") || cursor.Ahead(1).Is("mark"))
        {
            from = cursor.Peek.Is("ct") ? PacketField.ConnectionMark : PacketField.Mark;
            cursor.Skip(cursor.Peek.Is("mark") ? 1 : 2);
            and = UInt128.MaxValue;
        }
        else
        {
            Values(cursor, statements);
            statements.Add(new SetMarkStatement(field, null, 0, 0, IsKnown: false));
            return;
        }

        while (
            cursor.Peek is { IsQuoted: false, Text: "and" or "&" or "or" or "|" or "xor" or "^" }
            && FieldText.Number(cursor.Ahead(1).Text) is { } number
        )
        {
            var operation = cursor.Next().Text;
            cursor.Skip(1);
            (and, xor) = operation switch
            {
                "and" or "&" => (and & number, xor & number),
                "or" or "|" => (and & ~number, (xor & ~number) ^ number),
                _ => (and, xor ^ number),
            };
        }

        statements.Add(new SetMarkStatement(field, from, and, xor));
    }

    /// <summary>What the value can be; empty: not known. A map adds the condition that its key is in it.</summary>
    public static ImmutableArray<string> Values(
        NftCursor cursor,
        ImmutableArray<Statement>.Builder statements
    )
    {
        var isChance = cursor.Peek is { IsQuoted: false, Text: "numgen" or "jhash" or "symhash" };
        if (cursor.Peek.IsQuoted || NftSelectorReader.Read(cursor) is not { } key)
        {
            return [string.Concat(cursor.Next().Text, Joined(cursor))];
        }

        if (!cursor.Take("map"))
        {
            return [];
        }

        var map = NftOperandReader.Read(cursor, key.Parts.Length);
        if (!isChance)
        {
            statements.Add(new MatchStatement(key, MatchOperator.Implicit, map));
        }

        return map is AnonymousSet set && set.Elements.All(e => e.Value is not null)
            ? [.. set.Elements.Select(e => e.Value!)]
            : [];
    }

    // Flags may be joined: "set syn | ack"; a port may follow its address: "10.0.0.1 . 22".
    private static string Joined(NftCursor cursor)
    {
        var text = "";
        while (cursor.Peek is { IsQuoted: false, Text: "," or "|" or "." })
        {
            text += $" {cursor.Next().Text} {cursor.Next().Text}";
        }

        return text;
    }
}
