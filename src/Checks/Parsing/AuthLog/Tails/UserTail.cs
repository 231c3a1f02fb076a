namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary>A user name and a known text behind it.</summary>
internal static class UserTail
{
    public static bool All(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.User = tail;
        return true;
    }

    public static bool ByPamConfiguration(
        ReadOnlySpan<byte> line,
        Slice tail,
        ref AuthLogRecord record
    ) => UntilLast(line, tail, " by PAM account configuration"u8, ref record);

    /// <summary><c>U has expired (account expired)</c>.</summary>
    public static bool HasExpired(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record) =>
        UntilLast(line, tail, " has expired"u8, ref record);

    /// <summary><c>U (root enforced)</c>.</summary>
    public static bool UntilBracket(
        ReadOnlySpan<byte> line,
        Slice tail,
        ref AuthLogRecord record
    ) => UntilLast(line, tail, " ("u8, ref record);

    /// <summary><c>U: 6 (Permission denied)</c>.</summary>
    public static bool UntilColon(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record) =>
        UntilLast(line, tail, ": "u8, ref record);

    public static bool BeforeAccountLocked(
        ReadOnlySpan<byte> line,
        Slice tail,
        ref AuthLogRecord record
    ) => UntilLast(line, tail, " account temporarily locked"u8, ref record);

    /// <summary><c>U (0) tally 5, deny 3</c> of pam_tally2.</summary>
    public static bool Tally(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record) =>
        tail.Of(line).IndexOf(") tally "u8) >= 0 && UntilLast(line, tail, " ("u8, ref record);

    /// <summary><c>U(uid=1001) by (uid=0)</c>, before Linux-PAM 1.5 <c>U by (uid=0)</c>.</summary>
    public static bool UntilUid(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var by = tail.Of(line).LastIndexOf(" by "u8);
        var end = by < 0 ? tail.Length : by;
        var uid = tail.Of(line)[..end].LastIndexOf("(uid="u8);
        record.User = tail with { Length = uid < 0 ? end : uid };
        return true;
    }

    /// <summary><c>(max 1) for U</c>.</summary>
    public static bool AfterLastFor(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var found = tail.Of(line).LastIndexOf(" for "u8);
        record.User = found < 0 ? default : Slice.Between(tail.Start + found + 5, tail.End);
        return true;
    }

    /// <summary>Empty, or <c> for U</c>.</summary>
    public static bool AfterFor(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.User = tail.Of(line).StartsWith(" for "u8)
            ? Slice.Between(tail.Start + 5, tail.End)
            : default;
        return true;
    }

    private static bool UntilLast(
        ReadOnlySpan<byte> line,
        Slice tail,
        ReadOnlySpan<byte> mark,
        ref AuthLogRecord record
    )
    {
        var found = tail.Of(line).LastIndexOf(mark);
        if (found < 0)
        {
            return false;
        }

        record.User = tail with { Length = found };
        record.Detail = Slice.Between(tail.Start + found + 1, tail.End);
        return true;
    }
}
