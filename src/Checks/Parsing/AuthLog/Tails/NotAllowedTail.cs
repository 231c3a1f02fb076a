namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary><c>U[ from HOST] not allowed because REASON</c> (auth.c allowed_user()): the user exists, the reason is sshd's own text.</summary>
internal static class NotAllowedTail
{
    public static bool Read(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var because = tail.Of(line).LastIndexOf(" not allowed because "u8);
        if (because < 0)
        {
            return false;
        }

        var who = tail with { Length = because };
        var reason = Slice.Between(who.End + 21, tail.End);
        var from = who.Of(line).LastIndexOf(" from "u8);
        record.User = from < 0 ? who : who with { Length = from };
        record.Source = from < 0 ? default : Slice.Between(who.Start + from + 6, who.End);
        record.Detail = reason;
        record.Kind =
            reason.Of(line).SequenceEqual("account is locked"u8) ? AuthLogKind.AccountLocked
            : reason.Of(line).StartsWith("shell "u8) ? AuthLogKind.ShellRefused
            : AuthLogKind.NotAllowed;
        return true;
    }
}
