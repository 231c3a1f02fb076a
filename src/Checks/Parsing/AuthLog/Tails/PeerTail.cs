namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary><c>[authenticating user U |invalid user U |user U ]ADDRESS port N[: text]</c>, and its kin without a user.</summary>
internal static class PeerTail
{
    /// <summary>Up to the end of the line: read from the right, as the user name stands on the left.</summary>
    public static bool Any(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record) =>
        UserRole.TryStripConnection(line, ref tail, ref record)
            ? TryUserAt(line, tail, ref record)
            : Alone(line, tail, ref record);

    /// <summary>An address and nothing else but its port.</summary>
    public static bool Alone(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        if (AddressPart.TryRead(line, tail) is not { Extra.IsEmpty: true } part)
        {
            return false;
        }

        (record.Source, record.Port) = (part.Address, part.Port);
        return true;
    }

    /// <summary>An address first; whatever follows is ours to ignore.</summary>
    public static bool First(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.Source = AddressPart.Word(line, tail);
        record.Port = PortAfter(line, record.Source.End, tail.End, out _);
        return !record.Source.IsEmpty;
    }

    /// <summary>The peer, then <c>: text</c>.</summary>
    public static bool WithDetail(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        if (UserRole.TryStripConnection(line, ref tail, ref record))
        {
            return TryUserBefore(line, tail, tail.End, ref record);
        }

        if (!First(line, tail, ref record))
        {
            return false;
        }

        record.Port = PortAfter(line, record.Source.End, tail.End, out var end);
        record.Detail = DetailTail.WithoutColon(line, Slice.Between(end, tail.End));
        return true;
    }

    /// <summary><c>A port N:11: text</c>, or in old versions <c>A: 11: text</c>.</summary>
    public static bool ReceivedDisconnect(
        ReadOnlySpan<byte> line,
        Slice tail,
        ref AuthLogRecord record
    )
    {
        var word = AddressPart.Word(line, tail);
        var hasColon = word.Of(line).EndsWith(":"u8);
        record.Source = hasColon ? word with { Length = word.Length - 1 } : word;
        record.Port = PortAfter(line, word.End, tail.End, out var end);
        record.Detail = DetailTail.WithoutColon(line, Slice.Between(end, tail.End));
        return !record.Source.IsEmpty;
    }

    /// <summary><c>Disconnecting PEER: reason</c>: the reason may name the user again, so the known ones are looked for first.</summary>
    public static bool Disconnecting(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var tooMany = tail.Of(line).EndsWith(": Too many authentication failures"u8);
        var changed = tail.Of(line).IndexOf(": Change of username or service not allowed: ("u8);
        record.Kind =
            tooMany ? AuthLogKind.TooManyAuthFailures
            : changed >= 0 ? AuthLogKind.UsernameChanged
            : AuthLogKind.Disconnecting;
        var end =
            tooMany ? tail.End - 32
            : changed >= 0 ? tail.Start + changed + 2
            : tail.End;
        return UserRole.TryStripConnection(line, ref tail, ref record)
            ? TryUserBefore(line, tail, end, ref record)
            : WithDetail(line, tail, ref record);
    }

    /// <summary><c>A to B, pid = N</c>.</summary>
    public static bool FromTo(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.Source = AddressPart.Word(line, tail);
        return Slice.Between(record.Source.End, tail.End).Of(line).StartsWith(" to "u8);
    }

    /// <summary><c>A maps to NAME, but this does not map back to the address</c>.</summary>
    public static bool DoesNotMapBack(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.Source = AddressPart.Word(line, tail);
        record.Detail = Slice.Between(record.Source.End, tail.End);
        return record.Detail.Of(line).StartsWith(" maps to "u8);
    }

    /// <summary><c>NAME [A] failed …</c>.</summary>
    public static bool Bracketed(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var text = tail.Of(line);
        var open = text.LastIndexOf(" ["u8);
        var close = open < 0 ? -1 : text[open..].IndexOf((byte)']');
        if (close < 0)
        {
            return false;
        }

        record.Source = new Slice(tail.Start + open + 2, close - 2);
        record.Detail = tail;
        return true;
    }

    /// <summary><c>A port N.</c> of our own listener: no source.</summary>
    public static bool Listening(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.Detail = AddressPart.Word(line, tail);
        record.Port = PortAfter(line, record.Detail.End, tail.End, out _);
        return true;
    }

    /// <summary><c>USER ADDRESS port N</c> that ends the text.</summary>
    private static bool TryUserAt(ReadOnlySpan<byte> line, Slice text, ref AuthLogRecord record)
    {
        var all = text.Of(line);
        var port = all.LastIndexOf(" port "u8);
        if (port < 0 || !Ascii.TryPort(all[(port + 6)..], out var number))
        {
            return false;
        }

        var blank = all[..port].LastIndexOf((byte)' ');
        if (blank < 0 || blank + 1 == port)
        {
            return false;
        }

        record.User = new Slice(text.Start, blank);
        record.Source = Slice.Between(text.Start + blank + 1, text.Start + port);
        record.Port = number;
        return true;
    }

    /// <summary><c>USER ADDRESS port N: detail</c>: the rightmost such place before <paramref name="limit"/>.</summary>
    private static bool TryUserBefore(
        ReadOnlySpan<byte> line,
        Slice text,
        int limit,
        ref AuthLogRecord record
    )
    {
        limit = Math.Max(limit, text.Start);
        for (
            var at = line[text.Start..limit].LastIndexOf(": "u8);
            at >= 0;
            at = line.Slice(text.Start, at + 1).LastIndexOf(": "u8)
        )
        {
            if (TryUserAt(line, text with { Length = at }, ref record))
            {
                record.Detail = Slice.Between(text.Start + at + 2, text.End);
                return true;
            }
        }

        return false;
    }

    private static ushort PortAfter(ReadOnlySpan<byte> line, int at, int limit, out int end)
    {
        end = at;
        if (!line[at..limit].StartsWith(" port "u8))
        {
            return 0;
        }

        var digits = Ascii.Digits(line[(at + 6)..limit]);
        if (!Ascii.TryPort(line.Slice(at + 6, digits), out var port))
        {
            return 0;
        }

        end = at + 6 + digits;
        return port;
    }
}
