namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary>Messages that begin with a path.</summary>
internal static class PathTail
{
    public static bool Read(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var message = Slice.Between(tail.Start - 1, tail.End);
        var text = message.Of(line);
        var tried = text.IndexOf(": Authentication tried for "u8);
        if (tried >= 0)
        {
            record.Kind = AuthLogKind.SourceNotPermitted;
            record.Detail = message with { Length = tried };
            var rest = Slice.Between(message.Start + tried + 27, message.End);
            return QuotedTail.NotPermittedHost(line, rest, ref record);
        }

        record.Detail = message;
        record.Kind =
            text.IndexOf(" must be owned by root and not group or world-writable"u8) > 0
                ? AuthLogKind.PrivsepMissing
            : text.IndexOf(": terminating, "u8) > 0 || IsConfigLine(text) ? AuthLogKind.ConfigError
            : AuthLogKind.Unspecified;
        return record.Kind != AuthLogKind.Unspecified;
    }

    /// <summary><c>/etc/ssh/sshd_config: line 9: Bad configuration option: X</c>; <c>line 9: Deprecated option</c> is no error.</summary>
    private static bool IsConfigLine(ReadOnlySpan<byte> text) =>
        text.IndexOf(" line "u8) > 0 && text.IndexOf(": Deprecated option "u8) < 0;
}
