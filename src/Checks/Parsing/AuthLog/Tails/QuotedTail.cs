namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary>Fields between quotes, brackets and known words.</summary>
internal static class QuotedTail
{
    /// <summary><c>U' authorized keys 'FILE': REASON</c> (auth2-pubkey.c).</summary>
    public static bool UserAndFile(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var file = tail.Of(line).LastIndexOf(" '"u8);
        var user = file < 0 ? -1 : tail.Of(line)[..file].LastIndexOf("' "u8);
        if (user < 0)
        {
            return false;
        }

        record.User = tail with { Length = user };
        return File(line, Slice.Between(tail.Start + file + 2, tail.End), ref record);
    }

    /// <summary><c>FILE': REASON</c>.</summary>
    public static bool File(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var end = tail.Of(line).LastIndexOf("'"u8);
        record.Detail = end < 0 ? tail : tail with { Length = end };
        return true;
    }

    /// <summary><c>0644 for 'FILE' are too open.</c> (authfile.c sshkey_perm_ok()).</summary>
    public static bool TooOpen(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var text = tail.Of(line);
        var start = text.IndexOf(" for '"u8);
        var end = text.LastIndexOf("' are too open"u8);
        if (start < 0 || end < start + 6)
        {
            return false;
        }

        record.Detail = Slice.Between(tail.Start + start + 6, tail.Start + end);
        return true;
    }

    /// <summary><c>U with correct key but not from a permitted host (host=H, ip=A, required=R).</c> (auth2-pubkeyfile.c).</summary>
    public static bool NotPermittedHost(
        ReadOnlySpan<byte> line,
        Slice tail,
        ref AuthLogRecord record
    )
    {
        var text = tail.Of(line);
        var user = text.LastIndexOf(" with correct key but not from a permitted host"u8);
        var ip = user < 0 ? -1 : text[user..].IndexOf(", ip="u8);
        if (ip < 0)
        {
            return false;
        }

        var address = Slice.Between(tail.Start + user + ip + 5, tail.End);
        var end = address.Of(line).IndexOfAny(",)"u8);
        record.User = tail with { Length = user };
        record.Source = end < 0 ? address : address with { Length = end };
        return true;
    }

    /// <summary><c>U' from `A'</c> (pam_access.c).</summary>
    public static bool PamAccess(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        var from = tail.Of(line).LastIndexOf("' from `"u8);
        if (from < 0)
        {
            return false;
        }

        var source = Slice.Between(tail.Start + from + 8, tail.End);
        record.User = tail with { Length = from };
        record.Source = source with { Length = source.Of(line).TrimEnd("'"u8).Length };
        return true;
    }

    /// <summary><c>TYPE FINGERPRINT …</c>.</summary>
    public static bool Fingerprint(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.Fingerprint = FingerprintIn(line, tail);
        record.Detail = tail;
        return true;
    }

    /// <summary>The second word, where it is a fingerprint.</summary>
    public static Slice FingerprintIn(ReadOnlySpan<byte> line, Slice text)
    {
        var type = AddressPart.Word(line, text);
        if (type.Length >= text.Length)
        {
            return default;
        }

        var word = AddressPart.Word(line, Slice.Between(type.End + 1, text.End));
        word = word with { Length = word.Of(line).TrimEnd(","u8).Length };
        return word.Of(line).IndexOf((byte)':') > 0 ? word : default;
    }
}
