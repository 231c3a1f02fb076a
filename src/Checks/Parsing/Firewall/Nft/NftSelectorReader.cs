using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>Reads what stands on the left of a comparison: payload, meta, ct, fib and the like.</summary>
internal static class NftSelectorReader
{
    /// <summary>The selector, or null (the cursor stays) where the words are none.</summary>
    public static Selector? Read(NftCursor cursor)
    {
        var parts = ImmutableArray.CreateBuilder<SelectorPart>();
        do
        {
            var start = cursor.Peek.Start;
            if (NftFields.Read(cursor) is not { } field)
            {
                return null;
            }

            var text = cursor.Text(start, cursor.Ahead(-1).End);
            parts.Add(
                Masked(cursor, new SelectorPart(field.Field, field.Kind, field.Need, text, null))
            );
        } while (cursor.Take("."));
        return new Selector(parts.ToImmutable());
    }

    // "tcp flags & (fin | syn) == syn", "meta mark and 0xff == 1"; other arithmetic makes the value unknown.
    private static SelectorPart Masked(NftCursor cursor, SelectorPart part)
    {
        var changed = part;
        while (true)
        {
            if (cursor.Take("&") || cursor.Take("and"))
            {
                var bits = NftOperandReader
                    .Bits(cursor)
                    .Select(text => FieldText.One(text, part.Kind))
                    .ToList();
                changed = bits.Contains(null)
                    ? changed with
                    {
                        Field = PacketField.Unspecified,
                    }
                    : changed with
                    {
                        Mask = bits.Aggregate(UInt128.Zero, (all, bit) => all | bit!.Value),
                    };
            }
            else if (
                cursor.Peek is
                { IsQuoted: false, Text: "|" or "or" or "^" or "xor" or "<<" or ">>" }
            )
            {
                cursor.Skip(1);
                NftOperandReader.Bits(cursor);
                changed = changed with { Field = PacketField.Unspecified };
            }
            else
            {
                return changed;
            }
        }
    }

    /// <summary>A raw piece of payload: <c>@th,16,16</c> is the destination port.</summary>
    public static (PacketField Field, FieldKind Kind, ProtocolNeed Need)? Raw(NftCursor cursor)
    {
        var place = cursor.Next().Text;
        cursor.Skip(1);
        var offset = Number(cursor.Next().Text);
        cursor.Skip(1);
        var length = Number(cursor.Next().Text);
        return (place, offset, length) switch
        {
            ("@th", 0, 16) => (PacketField.SourcePort, FieldKind.Port, ProtocolNeed.Ports),
            ("@th", 16, 16) => (PacketField.DestinationPort, FieldKind.Port, ProtocolNeed.Ports),
            _ => (PacketField.Unspecified, FieldKind.Number, ProtocolNeed.Any),
        };
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
}
