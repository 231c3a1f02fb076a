using Fleet.Checks.Parsing.AuthLog.Messages;

namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary>Messages that PAM and its modules write under sshd's name.</summary>
internal static class PamTail
{
    /// <summary><c>unix(sshd:auth): text</c>, in old versions <c>unix) text</c>: the text is looked up in the modules' own table.</summary>
    public static bool Module(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var text = tail.Of(line);
        var blank = text.IndexOf((byte)' ');
        return blank is > 0 and < 60
            && (text[..blank].EndsWith(":"u8) || text[..blank].EndsWith(")"u8))
            && PamMessages.Table.TryRead(
                line,
                Slice.Between(tail.Start + blank + 1, tail.End),
                ref record
            );
    }

    /// <summary><c>2 more authentication failures; logname=…</c> (pam_unix.c).</summary>
    public static bool MoreFailures(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var found = tail.Of(line).IndexOf("; "u8);
        return found >= 0
            && tail.Of(line)[..found].IndexOf(" more authentication failure"u8) > 0
            && Fields(line, Slice.Between(tail.Start + found + 2, tail.End), ref record);
    }

    /// <summary>
    /// <c>logname= uid=0 euid=0 tty=ssh ruser= rhost=A  user=U</c>: under sshd ruser is empty and rhost an address, so both are found from the left; where another
    /// program filled ruser, rhost is found from the right.
    /// </summary>
    public static bool Fields(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var text = tail.Of(line);
        var ruser = text.IndexOf(" ruser="u8);
        if (ruser < 0)
        {
            return true;
        }

        var isEmpty = text[ruser..].StartsWith(" ruser= rhost="u8);
        var rhost = isEmpty ? ruser + 7 : text.LastIndexOf(" rhost="u8);
        if (rhost < 0)
        {
            return true;
        }

        record.Source = AddressPart.Word(line, Slice.Between(tail.Start + rhost + 7, tail.End));
        var user = Slice.Between(record.Source.End, tail.End).Of(line).IndexOf(" user="u8);
        record.User =
            user >= 0 ? Slice.Between(record.Source.End + user + 6, tail.End)
            : isEmpty ? default
            : Slice.Between(tail.Start + ruser + 7, tail.Start + Math.Max(rhost, ruser + 7));
        return true;
    }
}
