using System.Globalization;
using System.Text;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>
/// Looks at the bare text before a YAML parser does. The parser takes a NUL for the end of the text, and what follows would be lost without a word;
/// of a tab that indents it can only say that a mapping is wrong somewhere.
/// </summary>
internal static class SourceText
{
    /// <summary>True where the text may be parsed; otherwise the reasons are complained of.</summary>
    public static bool IsReadable(string text, Complaints complaints)
    {
        if (
            text.Length > PolicyFile.MaxBytes
            || Encoding.UTF8.GetByteCount(text) > PolicyFile.MaxBytes
        )
        {
            complaints.Add(1, 1, "the file is larger than 1 MiB: this is no policy");
            return false;
        }

        var line = 1;
        foreach (var content in Lines(text))
        {
            LookAtIndentation(content, line, complaints);
            LookAtCharacters(content, line, complaints);
            line++;
        }

        return complaints.AreNone;
    }

    /// <summary>As YAML breaks lines, so that places agree with the parser's; its rarer breaks are refused below.</summary>
    private static string[] Lines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private static void LookAtIndentation(string content, int line, Complaints complaints)
    {
        var indentation = content.AsSpan(
            0,
            content.Length - content.AsSpan().TrimStart(" \t").Length
        );
        var tab = indentation.IndexOf('\t');
        var says = content.AsSpan(indentation.Length);
        if (tab >= 0 && !says.IsEmpty && says[0] != '#')
        {
            complaints.Add(line, tab + 1, "a tab indents this line; YAML takes spaces only");
        }
    }

    private static void LookAtCharacters(string content, int line, Complaints complaints)
    {
        for (var at = 0; at < content.Length; at++)
        {
            if (!Rune.TryGetRuneAt(content, at, out var rune) || rune == Rune.ReplacementChar)
            {
                complaints.Add(line, at + 1, "the file is not UTF-8 text here");
                return;
            }

            if (IsControl(rune))
            {
                var code = rune.Value.ToString("X4", CultureInfo.InvariantCulture);
                complaints.Add(
                    line,
                    at + 1,
                    $"the control character U+{code} has no place in a policy"
                );
                return;
            }

            at += rune.Utf16SequenceLength - 1;
        }
    }

    private static bool IsControl(Rune rune) =>
        (Rune.IsControl(rune) && rune.Value != '\t') || rune.Value is 0x2028 or 0x2029;
}
