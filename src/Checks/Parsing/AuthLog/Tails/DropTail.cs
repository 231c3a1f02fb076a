namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary>Connections that the listener or tcp_wrappers refuse. Nothing in them is the client's text but a resolved name.</summary>
internal static class DropTail
{
    /// <summary><c>N from [A]:P on [B]:Q past MaxStartups</c>, from OpenSSH 9.8 also <c>… penalty: REASON</c>.</summary>
    public static bool Read(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var text = tail.Of(line);
        var open = text.IndexOf(" from ["u8);
        var close = open < 0 ? -1 : text[open..].IndexOf("]:"u8);
        if (close < 0)
        {
            return false;
        }

        close += open;
        var source = open + 7;
        record.Source = Slice.Between(tail.Start + source, tail.Start + close);
        var port = Ascii.Digits(text[(close + 2)..]);
        record.Port = Ascii.TryPort(text.Slice(close + 2, port), out var number)
            ? number
            : (ushort)0;
        record.Detail = Slice.Between(tail.Start + close + 2 + port, tail.End);
        var why = record.Detail.Of(line);
        if (why.IndexOf("penalty"u8) >= 0 || why.IndexOf("PerSourcePenalties"u8) >= 0)
        {
            record.Kind = AuthLogKind.PenaltyDrop;
        }

        return true;
    }

    /// <summary><c>192.0.2.1/32 active penalty of 30 seconds for …</c> (srclimit.c).</summary>
    public static bool Penalty(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        if (tail.Of(line).IndexOf(" penalty "u8) < 0)
        {
            return false;
        }

        var word = AddressPart.Word(line, tail).Of(line);
        var slash = word.IndexOf((byte)'/');
        record.Source = slash > 0 ? new Slice(tail.Start, slash) : default;
        record.Detail = tail;
        return true;
    }

    /// <summary><c>NAME (ADDRESS)</c>: the name comes from DNS or ident, the address ends the line.</summary>
    public static bool TcpWrappers(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var text = tail.Of(line);
        var open = text.LastIndexOf(" ("u8);
        if (open < 0 || text[^1] != ')')
        {
            return PeerTail.First(line, tail, ref record);
        }

        record.Source = Slice.Between(tail.Start + open + 2, tail.End - 1);
        record.Detail = tail with { Length = open };
        return true;
    }
}
