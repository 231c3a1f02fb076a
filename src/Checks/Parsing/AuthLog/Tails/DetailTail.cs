namespace Fleet.Checks.Parsing.AuthLog.Tails;

/// <summary>Text that is kept as it stands: a path, a reason.</summary>
internal static class DetailTail
{
    public static bool Rest(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.Detail = tail;
        return true;
    }

    public static bool AfterColon(ReadOnlySpan<byte> line, Slice tail, ref AuthLogRecord record)
    {
        record.Detail = WithoutColon(line, tail);
        return true;
    }

    /// <summary><c>RSA key: Invalid key length</c>.</summary>
    public static bool InvalidKeyLength(
        ReadOnlySpan<byte> line,
        Slice tail,
        ref AuthLogRecord record
    ) => Rest(line, tail, ref record) && tail.Of(line).EndsWith("nvalid key length"u8);

    /// <summary><c>sftp by user alice failed, subsystem not found</c>; without the failure it is routine.</summary>
    public static bool SubsystemFailed(
        ReadOnlySpan<byte> line,
        Slice tail,
        ref AuthLogRecord record
    ) => Rest(line, tail, ref record) && tail.Of(line).IndexOf(" failed, "u8) >= 0;

    /// <summary>The text without a colon and blank before it.</summary>
    public static Slice WithoutColon(ReadOnlySpan<byte> line, Slice text)
    {
        var skipped = text.Of(line) is [(byte)':', ..] ? 1 : 0;
        skipped += text.Of(line)[skipped..] is [(byte)' ', ..] ? 1 : 0;
        return Slice.Between(text.Start + skipped, text.End);
    }
}
