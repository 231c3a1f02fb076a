namespace Fleet.Checks.Reporting;

/// <summary>Breaks one line of safe text into lines of at most so many columns.</summary>
public static class Wrap
{
    /// <summary>Prose: at spaces; a word that is longer than a line is cut.</summary>
    public static IEnumerable<string> Prose(string text, int columns) =>
        Lines(text, columns, continued: "", canBreak: (_, _) => true);

    /// <summary>A shell command: at spaces outside quotes, with a backslash, so that what is copied still runs.</summary>
    public static IEnumerable<string> Command(string text, int columns) =>
        Lines(text, columns, continued: " \\", canBreak: IsOutsideQuotes);

    private static IEnumerable<string> Lines(
        string text,
        int columns,
        string continued,
        Func<string, int, bool> canBreak
    )
    {
        var start = 0;
        while (Columns.Width(text.AsSpan(start)) > columns)
        {
            var room = Math.Max(1, columns - continued.Length);
            var end = start + Columns.Fit(text.AsSpan(start), room);
            var space = LastBreak(text, start, end, canBreak);
            if (space > start)
            {
                yield return text[start..space].TrimEnd() + continued;
                start = space + 1;
            }
            else
            {
                end = start + Columns.Fit(text.AsSpan(start), columns);
                yield return text[start..end];
                start = end;
            }
        }

        yield return text[start..];
    }

    private static int LastBreak(string text, int start, int end, Func<string, int, bool> canBreak)
    {
        for (var at = Math.Min(end, text.Length - 1); at > start; at--)
        {
            if (text[at] == ' ' && canBreak(text, at))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsOutsideQuotes(string text, int at)
    {
        var quote = '\0';
        for (var i = 0; i < at; i++)
        {
            if (text[i] == '\\' && quote != '\'')
            {
                i++;
            }
            else if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '\'' or '"')
            {
                quote = text[i];
            }
        }

        return quote == '\0';
    }
}
