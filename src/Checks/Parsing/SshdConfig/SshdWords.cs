using System.Collections.Immutable;
using System.Text;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>How sshd cuts a line into words (OpenSSH <c>misc.c</c>: <c>strdelim</c> and <c>argv_split</c>).</summary>
internal static class SshdWords
{
    private const string Blanks = " \t\r\n";

    /// <summary>Takes the next word and, once, an equals sign behind it; null where a double quote is not closed. Only double quotes count here.</summary>
    public static string? Delimited(ref string? rest)
    {
        if (rest is null)
        {
            return null;
        }

        var text = rest;
        var end = text.AsSpan().IndexOfAny(" \t\r\n\"=");
        if (end < 0)
        {
            rest = null;
            return text;
        }

        if (text[end] == '"')
        {
            var close = text.IndexOf('"', end + 1);
            rest = close < 0 ? null : text[SkipBlanks(text, close + 1)..];
            return close < 0
                ? null
                : string.Concat(text.AsSpan(0, end), text.AsSpan(end + 1, close - end - 1));
        }

        var next = SkipBlanks(text, end + 1);
        if (text[end] != '=' && next < text.Length && text[next] == '=')
        {
            next = SkipBlanks(text, next + 1);
        }

        rest = text[next..];
        return text[..end];
    }

    /// <summary>Splits into words: both kinds of quotes, the escapes <c>\\ \" \' \ </c>, and a comment where a word would start. False: a quote is not closed.</summary>
    public static bool TrySplit(string text, out ImmutableArray<string> words)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        words = [];
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is ' ' or '\t')
            {
                continue;
            }

            if (text[at] == '#')
            {
                break;
            }

            if (!TryWord(text, ref at, out var word))
            {
                return false;
            }

            found.Add(word);
        }

        words = found.ToImmutable();
        return true;
    }

    /// <summary>Skips leading blanks, as keywords that take the rest of the line raw do.</summary>
    public static string Raw(string? rest) => rest is null ? "" : rest[SkipBlanks(rest, 0)..];

    private static bool TryWord(string text, ref int at, out string word)
    {
        var built = new StringBuilder();
        var quote = '\0';
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length && IsEscapable(text[at + 1], quote))
            {
                built.Append(text[++at]);
            }
            else if (quote == '\0' && c is ' ' or '\t')
            {
                break;
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else
            {
                built.Append(c);
            }
        }

        word = built.ToString();
        return quote == '\0';
    }

    private static bool IsEscapable(char c, char quote) =>
        c is '\'' or '"' or '\\' || (quote == '\0' && c == ' ');

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && Blanks.Contains(text[at]))
        {
            at++;
        }

        return at;
    }
}
