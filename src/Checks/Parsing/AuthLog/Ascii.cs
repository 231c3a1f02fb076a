namespace Fleet.Checks.Parsing.AuthLog;

/// <summary>Digits and words in bytes.</summary>
internal static class Ascii
{
    /// <summary>How many decimal digits the text begins with.</summary>
    public static int Digits(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit((char)text[length]))
        {
            length++;
        }

        return length;
    }

    /// <summary>The value of at most nine digits; 0 for more.</summary>
    public static int Number(ReadOnlySpan<byte> digits)
    {
        if (digits.Length > 9)
        {
            return 0;
        }

        var value = 0;
        foreach (var digit in digits)
        {
            value = value * 10 + digit - '0';
        }

        return value;
    }

    /// <summary>True where all of the text is a port number, 0 to 65535, of at most five digits.</summary>
    public static bool TryPort(ReadOnlySpan<byte> text, out ushort port)
    {
        var value = text.Length is > 0 and <= 5 && Digits(text) == text.Length ? Number(text) : -1;
        port = (ushort)value;
        return value is >= 0 and <= ushort.MaxValue;
    }

    /// <summary>Two digits at an offset; −1 where they are none. A blank may stand for the first (<c>Nov  2</c>).</summary>
    public static int TwoDigits(ReadOnlySpan<byte> text, int at)
    {
        var tens = text[at] == ' ' ? 0 : text[at] - '0';
        var ones = text[at + 1] - '0';
        return (uint)tens <= 9 && (uint)ones <= 9 ? tens * 10 + ones : -1;
    }
}
