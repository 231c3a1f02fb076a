namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>Recognises time stamps by their shape; <see cref="StampClock"/> reads them.</summary>
internal static class Stamp
{
    /// <summary>Length of the stamp that the text begins with; 0 where it begins with none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text)
    {
        if (IsIso(text))
        {
            var blank = text.IndexOf((byte)' ');
            return blank is >= 19 and <= 40 ? blank : 0;
        }

        // "Nov 22 10:57:49", "Nov  2 10:57:49" and, from some daemons, "Nov 2 10:57:49".
        return HasClockAt(text, 7) ? 15
            : HasClockAt(text, 6) ? 14
            : 0;
    }

    /// <summary>True for <c>2023-11-14T00:20:42</c>, with or without fraction and offset behind.</summary>
    public static bool IsIso(ReadOnlySpan<byte> text) =>
        text.Length >= 19
        && text[4] == '-'
        && text[7] == '-'
        && text[10] == 'T'
        && char.IsAsciiDigit((char)text[0])
        && text[13] == ':'
        && text[16] == ':';

    private static bool HasClockAt(ReadOnlySpan<byte> text, int at) =>
        text.Length >= at + 8
        && text[3] == ' '
        && char.IsAsciiLetterUpper((char)text[0])
        && text[at - 1] == ' '
        && char.IsAsciiDigit((char)text[at - 2])
        && text[at + 2] == ':'
        && text[at + 5] == ':'
        && char.IsAsciiDigit((char)text[at])
        && char.IsAsciiDigit((char)text[at + 7]);
}
