using Fleet.Checks.Parsing.AuthLog.Messages;

namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>Reads a message of sshd: the text behind the syslog header, or a journal entry's MESSAGE. Allocates nothing.</summary>
public static class SshdMessage
{
    private static readonly MessageTable Table = new(
        AuthenticationMessages.All,
        ConnectionMessages.All,
        KeyMessages.All,
        DaemonMessages.All
    );

    /// <summary>Reads a bare message.</summary>
    /// <param name="message">UTF-8, without header and line end. Any bytes are taken; none make it throw.</param>
    public static AuthLogRecord Parse(ReadOnlySpan<byte> message)
    {
        var record = new AuthLogRecord { Message = new Slice(0, message.Length) };
        Read(message, ref record);
        return record;
    }

    internal static void Read(ReadOnlySpan<byte> line, ref AuthLogRecord record)
    {
        var message = Trimmed(line, record.Message);
        record.Message = message;
        if (message.Of(line).EndsWith(" [preauth]"u8))
        {
            record.IsPreauth = true;
            message = message with { Length = message.Length - 10 };
        }

        message = WithoutLevel(line, message);
        if (!Table.TryRead(line, message, ref record))
        {
            record.Kind = AuthLogKind.Unspecified;
        }
    }

    private static Slice Trimmed(ReadOnlySpan<byte> line, Slice message) =>
        message with
        {
            Length = message.Of(line).TrimEnd(" \r\n"u8).Length,
        };

    /// <summary>Skips Solaris' message id and the level that sshd's log.c writes before errors.</summary>
    private static Slice WithoutLevel(ReadOnlySpan<byte> line, Slice message)
    {
        var text = message.Of(line);
        var skipped = 0;
        if (text.StartsWith("[ID "u8) && text.IndexOf("] "u8) is >= 0 and var id)
        {
            skipped = id + 2;
        }

        if (text[skipped..].StartsWith("error: "u8) || text[skipped..].StartsWith("fatal: "u8))
        {
            skipped += 7;
        }

        return Slice.Between(message.Start + skipped, message.End);
    }
}
