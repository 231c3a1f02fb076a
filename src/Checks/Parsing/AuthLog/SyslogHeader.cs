namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>
/// Takes a syslog line apart: RFC 3164 with or without <c>&lt;PRI&gt;</c> and host, rsyslog's ISO time stamps, RFC 5424. Only lines whose program is sshd,
/// sshd-session (OpenSSH 9.8) or sshd-auth (10.0) are taken.
/// </summary>
internal static class SyslogHeader
{
    /// <summary>True for a line of sshd: its stamp, pid and message are then set.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, ref AuthLogRecord record)
    {
        var at = AfterPriority(line, out var bracketed);
        if (bracketed && line[at..].StartsWith("1 "u8) && Stamp.IsIso(line[(at + 2)..]))
        {
            return Rfc5424Header.TryRead(line, at + 2, ref record);
        }

        var length = Stamp.LengthOf(line[at..]);
        if (length == 0)
        {
            return false;
        }

        record.Stamp = new Slice(at, length);
        at += length;
        if (at >= line.Length || line[at] != ' ')
        {
            return false;
        }

        return TryProgram(line, at + 1, ref record)
            || (
                line[(at + 1)..].IndexOf((byte)' ') is >= 0 and var host
                && TryProgram(line, at + host + 2, ref record)
            );
    }

    /// <summary>Skips <c>&lt;38&gt;</c>, or a bare number and a blank as some collectors write it.</summary>
    private static int AfterPriority(ReadOnlySpan<byte> line, out bool bracketed)
    {
        bracketed = !line.IsEmpty && line[0] == '<';
        var at = bracketed ? 1 : 0;
        var digits = Ascii.Digits(line[at..]);
        var close = at + digits;
        var closing = bracketed ? (byte)'>' : (byte)' ';
        var found = digits is > 0 and <= 3 && close < line.Length && line[close] == closing;
        bracketed &= found;
        return found ? close + 1 : 0;
    }

    /// <summary>Reads <c>sshd[811]: </c>, <c>sshd: </c>, <c>[sshd]: </c> or <c>[sshd] </c>.</summary>
    private static bool TryProgram(ReadOnlySpan<byte> line, int at, ref AuthLogRecord record)
    {
        var enclosed = at < line.Length && line[at] == '[';
        var name = enclosed ? at + 1 : at;
        if (!line[name..].StartsWith("sshd"u8))
        {
            return false;
        }

        var end = name + ProgramLength(line[name..]);
        if (enclosed)
        {
            return end < line.Length
                && line[end] == ']'
                && TryMessage(line, end + 1, colonNeeded: false, ref record);
        }

        if (end < line.Length && line[end] == '[')
        {
            var digits = Ascii.Digits(line[(end + 1)..]);
            record.Pid = Ascii.Number(line.Slice(end + 1, digits));
            end += digits + 1;
            if (digits == 0 || end >= line.Length || line[end] != ']')
            {
                return false;
            }

            end++;
        }

        return TryMessage(line, end, colonNeeded: true, ref record);
    }

    /// <summary>Length of the program's name at the start of the text; 0 where it is no sshd.</summary>
    public static int ProgramLength(ReadOnlySpan<byte> text) =>
        text.StartsWith("sshd-session"u8) ? 12
        : text.StartsWith("sshd-auth"u8) ? 9
        : text.StartsWith("sshd"u8) ? 4
        : 0;

    private static bool TryMessage(
        ReadOnlySpan<byte> line,
        int at,
        bool colonNeeded,
        ref AuthLogRecord record
    )
    {
        var colon = at < line.Length && line[at] == ':';
        at += colon ? 1 : 0;
        if ((colonNeeded && !colon) || at >= line.Length || line[at] != ' ')
        {
            return false;
        }

        record.Message = Slice.Between(at + 1, line.Length);
        return true;
    }
}
