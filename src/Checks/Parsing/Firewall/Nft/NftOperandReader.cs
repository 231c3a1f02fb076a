using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Reads what stands on the right of a comparison, and the elements of sets and maps.</summary>
internal static class NftOperandReader
{
    /// <summary>An operand for a selector of so many parts.</summary>
    public static Operand Read(NftCursor cursor, int parts)
    {
        if (cursor.Peek.Is("{"))
        {
            return new AnonymousSet(Elements(cursor));
        }

        if (IsReference(cursor.Peek))
        {
            return new SetReference(cursor.Next().Text[1..]);
        }

        if (parts > 1)
        {
            return new AnonymousSet([new SetElement(Key(cursor))]);
        }

        var values = List(cursor);
        return new Values(values, cursor.Take("/") ? List(cursor) : []);
    }

    /// <summary>The elements between braces, at whose opening one the cursor stands.</summary>
    public static ImmutableArray<SetElement> Elements(NftCursor cursor)
    {
        var elements = ImmutableArray.CreateBuilder<SetElement>();
        cursor.Take("{");
        while (true)
        {
            cursor.SkipLineEnds();
            if (cursor.IsAtEnd || cursor.Take("}"))
            {
                return elements.ToImmutable();
            }

            if (!cursor.Take(","))
            {
                elements.Add(Element(cursor));
            }
        }
    }

    public static bool IsReference(NftToken token) =>
        !token.IsQuoted && token.Text.Length > 1 && token.Text[0] == '@';

    /// <summary>A verdict's words; null where there is none.</summary>
    public static Verdict? Verdict(NftCursor cursor)
    {
        var kind = cursor.Peek.IsQuoted
            ? VerdictKind.Unspecified
            : cursor.Peek.Text switch
            {
                "accept" => VerdictKind.Accept,
                "drop" => VerdictKind.Drop,
                "return" => VerdictKind.Return,
                "continue" => VerdictKind.Continue,
                "jump" => VerdictKind.Jump,
                "goto" => VerdictKind.Goto,
                "queue" => VerdictKind.Queue,
                _ => VerdictKind.Unspecified,
            };
        if (kind == VerdictKind.Unspecified)
        {
            return null;
        }

        cursor.Skip(1);
        return kind is VerdictKind.Jump or VerdictKind.Goto
            ? new Verdict(kind, cursor.Next().Text)
            : new Verdict(kind);
    }

    private static SetElement Element(NftCursor cursor)
    {
        var key = Key(cursor);
        while (!IsElementEnd(cursor) && !cursor.Peek.Is(":"))
        {
            // counters, timeouts and comments of an element
            cursor.Skip(1);
        }

        if (!cursor.Take(":"))
        {
            return new SetElement(key);
        }

        if (Verdict(cursor) is { } verdict)
        {
            return new SetElement(key, verdict);
        }

        var (start, end) = (cursor.Peek.Start, cursor.Peek.End);
        while (!IsElementEnd(cursor))
        {
            end = cursor.Next().End;
        }

        return new SetElement(key, null, cursor.Text(start, end).Trim('"'));
    }

    private static bool IsElementEnd(NftCursor cursor) =>
        cursor.IsAtEnd || cursor.Peek.Is(",") || cursor.Peek.Is("}");

    private static ImmutableArray<string> Key(NftCursor cursor)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        do
        {
            var value = Value(cursor);
            while (cursor.Take("|"))
            {
                value += "|" + Value(cursor);
            }

            parts.Add(value);
        } while (cursor.Take("."));
        return parts.ToImmutable();
    }

    // Alternatives of one comparison: a,b or (a | b).
    private static ImmutableArray<string> List(NftCursor cursor)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        var inBrackets = cursor.Take("(");
        do
        {
            values.Add(Value(cursor));
        } while (cursor.Take(",") || cursor.Take("|"));
        if (inBrackets)
        {
            cursor.Take(")");
        }

        return values.ToImmutable();
    }

    /// <summary>The bits after <c>&amp;</c>: a number, a flag, or flags in brackets.</summary>
    public static ImmutableArray<string> Bits(NftCursor cursor) =>
        cursor.Peek.Is("(") ? List(cursor) : [Value(cursor)];

    private static string Value(NftCursor cursor)
    {
        if (cursor.IsAtRuleEnd)
        {
            return "";
        }

        var value = cursor.Next().Text;
        return cursor.Peek.Is("-") ? $"{value}-{(cursor.Take("-") ? cursor.Next().Text : "")}"
            : cursor.Peek.Text.StartsWith('-') && cursor.Peek.Text.Length > 1
                ? value + cursor.Next().Text
            : value;
    }
}
