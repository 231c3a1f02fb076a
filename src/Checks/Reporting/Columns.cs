using System.Globalization;
using System.Text;

namespace Fleet.Checks.Reporting;

/// <summary>Text measured as a terminal shows it: wide characters take two columns, combining marks none.</summary>
public static class Columns
{
    /// <summary>How many columns the text takes.</summary>
    public static int Width(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Width(rune);
        }

        return width;
    }

    /// <summary>How many UTF-16 units of the text fit into so many columns; at least one character, so that a reader always gets on.</summary>
    public static int Fit(ReadOnlySpan<char> text, int columns)
    {
        var (width, length) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            width += Width(rune);
            if (width > columns && length > 0)
            {
                return length;
            }

            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    /// <summary>The text padded with spaces on the right to so many columns.</summary>
    public static string Pad(string text, int columns) =>
        text + new string(' ', Math.Max(0, columns - Width(text)));

    private static int Width(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
            ? 0
        : IsWide(rune.Value) ? 2
        : 1;

    /// <summary>The blocks that East_Asian_Width (UAX #11) calls wide, whole: a character too many counted wide only breaks a line early.</summary>
    private static bool IsWide(int value) =>
        value
            is (>= 0x1100 and <= 0x115f)
                or (>= 0x2e80 and <= 0x303e)
                or (>= 0x3041 and <= 0xa4cf)
                or (>= 0xac00 and <= 0xd7a3)
                or (>= 0xf900 and <= 0xfaff)
                or (>= 0xfe30 and <= 0xfe6f)
                or (>= 0xff00 and <= 0xff60)
                or (>= 0xffe0 and <= 0xffe6)
                or (>= 0x1f300 and <= 0x1faff)
                or (>= 0x20000 and <= 0x3fffd);
}
