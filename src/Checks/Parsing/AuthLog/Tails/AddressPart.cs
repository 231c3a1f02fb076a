namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary><c>ADDRESS [port N] [via ADDRESS] [ssh2][: extra]</c> up to the end of the text.</summary>
/// <param name="Address">One word.</param>
/// <param name="HasPort">True where a port follows.</param>
/// <param name="Port">The port.</param>
/// <param name="Extra">What follows <c>: </c>.</param>
internal readonly record struct AddressPart(Slice Address, bool HasPort, ushort Port, Slice Extra)
{
    /// <summary>Reads the whole text as an address part; null where it is none.</summary>
    public static AddressPart? TryRead(ReadOnlySpan<byte> line, Slice text)
    {
        var address = Word(line, text);
        if (address.IsEmpty)
        {
            return null;
        }

        var at = address.End;
        var hasPort = false;
        ushort port = 0;
        if (Rest(line, at, text.End).StartsWith(" port "u8))
        {
            var digits = Ascii.Digits(Rest(line, at + 6, text.End));
            hasPort = Ascii.TryPort(line.Slice(at + 6, digits), out port);
            if (!hasPort)
            {
                return null;
            }

            at += 6 + digits;
        }
        else if (Rest(line, at, text.End).StartsWith(" via "u8))
        {
            at = Word(line, Slice.Between(at + 5, text.End)).End;
        }

        if (Rest(line, at, text.End).StartsWith(" ssh"u8))
        {
            at += 4 + Ascii.Digits(Rest(line, at + 4, text.End));
        }

        var rest = Rest(line, at, text.End);
        return rest.IsEmpty ? new AddressPart(address, hasPort, port, default)
            : rest.StartsWith(": "u8) && hasPort
                ? new AddressPart(address, hasPort, port, Slice.Between(at + 2, text.End))
            : null;
    }

    /// <summary>The first word of a text.</summary>
    public static Slice Word(ReadOnlySpan<byte> line, Slice text)
    {
        var blank = text.Of(line).IndexOf((byte)' ');
        return blank < 0 ? text : text with { Length = blank };
    }

    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> line, int at, int end) =>
        line[at..end];
}
