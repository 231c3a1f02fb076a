namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary>What sshd says of a user before the name.</summary>
internal static class UserRole
{
    /// <summary>Takes <c>invalid user </c> (before OpenSSH 4.3: <c>illegal user </c>) off and notes it.</summary>
    public static Slice Strip(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var text = tail.Of(line);
        if (!text.StartsWith("invalid user "u8) && !text.StartsWith("illegal user "u8))
        {
            return tail;
        }

        record.IsInvalidUser = true;
        return Slice.Between(tail.Start + 13, tail.End);
    }

    /// <summary>Takes <c>authenticating user </c>, <c>invalid user </c> or <c>user </c> off (packet.c fmt_connection_id()).</summary>
    /// <returns>False where no user is named.</returns>
    public static bool TryStripConnection(
        ReadOnlySpan<byte> line,
        ref Slice tail,
        ref AuthLogRecord record
    )
    {
        var text = tail.Of(line);
        record.IsInvalidUser = text.StartsWith("invalid user "u8);
        var length =
            record.IsInvalidUser ? 13
            : text.StartsWith("authenticating user "u8) ? 20
            : text.StartsWith("user "u8) ? 5
            : 0;
        tail = Slice.Between(tail.Start + length, tail.End);
        return length > 0;
    }
}
