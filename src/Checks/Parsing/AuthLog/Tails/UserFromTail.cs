namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary>
/// <c>USER from ADDRESS [port N] [ssh2][: key]</c>. The client chooses USER, so the rightmost <c> from </c> that is followed by a well-formed address part wins.
/// </summary>
internal static class UserFromTail
{
    /// <summary>Without anything behind the address part, so that the rightmost candidate is right even where an old sshd logs no port.</summary>
    public static bool Plain(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record) =>
        TryRead(line, UserRole.Strip(line, tail, ref record), extra: false, ref record);

    /// <summary>The message itself says that there is no such user; whatever the name looks like, all of it is the name.</summary>
    public static bool InvalidUser(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.IsInvalidUser = true;
        return TryRead(line, tail, extra: false, ref record);
    }

    /// <summary>What stands before <c> from </c> is no user but text that the client sent.</summary>
    public static bool SourceOnly(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var found = TryRead(line, tail, extra: false, ref record);
        (record.Detail, record.User) = (record.User, default);
        return found;
    }

    /// <param name="line">The line.</param>
    /// <param name="tail">From the user name on.</param>
    /// <param name="extra">True where <c>: text</c> may follow; then a candidate with a port beats a further right one without.</param>
    /// <param name="record">Gets user, source, port, and what follows as detail.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> line,
        Slice tail,
        bool extra,
        ref AuthLogRecord record
    )
    {
        var text = tail.Of(line);
        AddressPart? withoutPort = null;
        var userEnd = 0;
        for (
            var at = text.LastIndexOf(" from "u8);
            at >= 0;
            at = text[..(at + 1)].LastIndexOf(" from "u8)
        )
        {
            if (
                AddressPart.TryRead(line, Slice.Between(tail.Start + at + 6, tail.End))
                is not { } part
            )
            {
                continue;
            }

            if (part.HasPort ? extra || part.Extra.IsEmpty : !extra && part.Extra.IsEmpty)
            {
                return Take(part, tail, at, ref record);
            }

            if (withoutPort is null && part.Extra.IsEmpty)
            {
                (withoutPort, userEnd) = (part, at);
            }
        }

        return withoutPort is { } fallback && Take(fallback, tail, userEnd, ref record);
    }

    private static bool Take(AddressPart part, Slice tail, int userEnd, ref AuthLogRecord record)
    {
        record.User = new Slice(tail.Start, userEnd);
        (record.Source, record.Port, record.Detail) = (part.Address, part.Port, part.Extra);
        return true;
    }
}
