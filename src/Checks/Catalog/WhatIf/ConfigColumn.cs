using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.WhatIf;

/// <summary>Where in its line an error stands.</summary>
public static class ConfigColumn
{
    private static readonly char[] Blanks = [' ', '\t', '='];

    /// <summary>Counted from 1: the word that the message names, else the first word behind the keyword, else the keyword.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="error">What is wrong.</param>
    public static int Of(string text, SshdConfigError error)
    {
        var line = text.Split('\n').ElementAtOrDefault(error.Source.Line - 1) ?? "";
        foreach (var word in Named(error.Message))
        {
            if (line.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            {
                return at + 1;
            }
        }

        var keyword = line.Length - line.TrimStart().Length;
        var blank = line.IndexOfAny(Blanks, Math.Min(keyword, line.Length));
        var argument = blank < 0 ? "" : line[blank..].TrimStart(Blanks).TrimEnd();
        return (
                argument.Length == 0
                    ? keyword
                    : line.IndexOf(argument, blank, StringComparison.Ordinal)
            ) + 1;
    }

    /// <summary>Quoted words, then the last one behind a colon.</summary>
    private static IEnumerable<string> Named(string message)
    {
        foreach (var quote in (char[])['"', '\''])
        {
            if (message.Split(quote) is [_, { Length: > 0 } word, ..])
            {
                yield return word;
            }
        }

        if (message.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
        {
            yield return message[(colon + 2)..].Trim();
        }
    }
}
