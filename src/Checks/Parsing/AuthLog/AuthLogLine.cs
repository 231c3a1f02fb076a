namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>
/// Reads a line of auth.log, secure or messages. Fields are found from the end that the attacker does not write, so that a user name such as
/// <c>root from 192.0.2.1 port 22</c> moves none. Allocates nothing.
/// </summary>
public static class AuthLogLine
{
    /// <summary>Reads a line with its syslog header.</summary>
    /// <param name="line">Without line end. Any bytes are taken; none make it throw.</param>
    /// <returns>A record of kind <see cref="AuthLogKind.Unspecified"/> where the line is of another program or of no interest.</returns>
    public static AuthLogRecord Parse(ReadOnlySpan<byte> line)
    {
        var record = new AuthLogRecord();
        if (SyslogHeader.TryRead(line, ref record))
        {
            SshdMessage.Read(line, ref record);
        }

        return record;
    }
}
