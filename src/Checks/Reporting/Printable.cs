using System.Globalization;
using System.Text;

namespace Fleet.Checks.Reporting;

/// <summary>
/// Makes text from hosts safe to show: attackers choose user names, file names and log lines. Whatever a terminal would obey or a reader could not see
/// is written out: controls and escapes as <c>\x1b</c>, bidirectional marks, invisible format characters, line separators and broken surrogates as <c>\u202e</c>.
/// </summary>
public static class Printable
{
    /// <summary>The text on one line, safe for a terminal. Text that is safe already comes back as it is.</summary>
    public static string Line(string text)
    {
        var length = SafeLength(text);
        if (length == text.Length)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16).Append(text, 0, length);
        while (length < text.Length)
        {
            if (Rune.TryGetRuneAt(text, length, out var rune))
            {
                _ = IsSafe(rune) ? safe.Append(rune) : Escape(safe, rune.Value);
                length += rune.Utf16SequenceLength;
            }
            else
            {
                Escape(safe, text[length++]);
            }
        }

        return safe.ToString();
    }

    private static int SafeLength(string text)
    {
        var at = 0;
        while (at < text.Length && Rune.TryGetRuneAt(text, at, out var rune) && IsSafe(rune))
        {
            at += rune.Utf16SequenceLength;
        }

        return at;
    }

    private static bool IsSafe(Rune rune) =>
        rune.Value is >= ' ' and < 0x7f
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate
            );

    private static StringBuilder Escape(StringBuilder into, int value) =>
        value switch
        {
            '\n' => into.Append(@"\n"),
            '\r' => into.Append(@"\r"),
            '\t' => into.Append(@"\t"),
            <= 0xff => into.Append(CultureInfo.InvariantCulture, $@"\x{value:x2}"),
            <= 0xffff => into.Append(CultureInfo.InvariantCulture, $@"\u{value:x4}"),
            _ => into.Append(CultureInfo.InvariantCulture, $@"\U{value:x8}"),
        };
}
