namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>RFC 5424 §6: <c>&lt;38&gt;1 STAMP HOST APP PID MSGID [structured data] MESSAGE</c>.</summary>
internal static class Rfc5424Header
{
    /// <summary>Reads from the time stamp on.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, int at, ref AuthLogRecord record)
    {
        record.Stamp = Token(line, ref at);
        Token(line, ref at);
        var program = Token(line, ref at).Of(line);
        var pid = Token(line, ref at).Of(line);
        Token(line, ref at);
        if (program.IsEmpty || SyslogHeader.ProgramLength(program) != program.Length)
        {
            return false;
        }

        record.Pid = Ascii.Digits(pid) == pid.Length ? Ascii.Number(pid) : 0;
        if (!TrySkipStructuredData(line, ref at))
        {
            return false;
        }

        record.Message = Slice.Between(at, line.Length);
        return true;
    }

    private static Slice Token(ReadOnlySpan<byte> line, ref int at)
    {
        var length = line[at..].IndexOf((byte)' ');
        var token = new Slice(at, length < 0 ? line.Length - at : length);
        at = Math.Min(token.End + 1, line.Length);
        return token;
    }

    /// <summary>Skips <c>-</c> or <c>[id name="value"]…</c>; in values <c>\"</c>, <c>\]</c> and <c>\\</c> are escaped (§6.3.3).</summary>
    private static bool TrySkipStructuredData(ReadOnlySpan<byte> line, ref int at)
    {
        if (at < line.Length && line[at] == '-')
        {
            at++;
        }
        else
        {
            while (at < line.Length && line[at] == '[')
            {
                if (!TrySkipElement(line, ref at))
                {
                    return false;
                }
            }
        }

        if (at >= line.Length || line[at] != ' ')
        {
            return false;
        }

        at++;
        return true;
    }

    private static bool TrySkipElement(ReadOnlySpan<byte> line, ref int at)
    {
        var quoted = false;
        for (at++; at < line.Length; at++)
        {
            switch (line[at])
            {
                case (byte)'\\' when quoted:
                    at++;
                    break;
                case (byte)'"':
                    quoted = !quoted;
                    break;
                case (byte)']' when !quoted:
                    at++;
                    return true;
            }
        }

        return false;
    }
}
