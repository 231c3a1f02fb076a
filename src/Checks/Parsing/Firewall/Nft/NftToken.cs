using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>A word of a listing.</summary>
/// <param name="Text">Without quotation marks.</param>
/// <param name="Line">From 1.</param>
/// <param name="Start">Where it begins in the listing.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="IsQuoted">True where it stood in quotation marks.</param>
internal readonly record struct NftToken(string Text, int Line, int Start, int End, bool IsQuoted)
{
    /// <summary>True for an unquoted word.</summary>
    public bool Is(string text) => !IsQuoted && Text == text;
}

/// <summary>Cuts a listing into words; a line's end is a word of its own, and so is a comment's handle (<c># handle 7</c>).</summary>
internal static class NftLexer
{
    public const string LineEnd = "\n";
    public const string Handle = "#handle";

    private const string Single = "{}();,";

    public static ImmutableArray<NftToken> Cut(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<NftToken>();
        var line = 1;
        for (var at = 0; at < text.Length; )
        {
            var start = at;
            var next = text[at];
            if (next == '\n')
            {
                tokens.Add(new NftToken(LineEnd, line++, start, ++at, false));
            }
            else if (char.IsWhiteSpace(next))
            {
                at++;
            }
            else if (next == '#')
            {
                at = EndOf(text, at, '\n');
                Comment(text[start..at], line, start, at, tokens);
            }
            else if (next == '"')
            {
                at = Math.Min(EndOf(text, at + 1, '"') + 1, text.Length);
                var word = text[(start + 1)..Math.Max(start + 1, at - 1)];
                tokens.Add(new NftToken(word, line, start, at, true));
                line += word.Count(c => c == '\n');
            }
            else if (Single.Contains(next, StringComparison.Ordinal))
            {
                tokens.Add(new NftToken(next.ToString(), line, start, ++at, false));
            }
            else
            {
                while (at < text.Length && !IsBreak(text[at]))
                {
                    at++;
                }

                tokens.Add(new NftToken(text[start..at], line, start, at, false));
            }
        }

        return tokens.ToImmutable();
    }

    private static bool IsBreak(char c) =>
        char.IsWhiteSpace(c) || c == '"' || Single.Contains(c, StringComparison.Ordinal);

    private static int EndOf(string text, int from, char mark) =>
        text.IndexOf(mark, from) is var found and >= 0 ? found : text.Length;

    private static void Comment(
        string comment,
        int line,
        int start,
        int end,
        ImmutableArray<NftToken>.Builder tokens
    )
    {
        const string Mark = "# handle ";
        if (comment.StartsWith(Mark, StringComparison.Ordinal))
        {
            tokens.Add(new NftToken(Handle, line, start, start, false));
            tokens.Add(new NftToken(comment[Mark.Length..].Trim(), line, start, end, false));
        }
        else if (tokens.Count > 0 && tokens[^1].Line == line && !tokens[^1].Is(LineEnd))
        {
            // Inside a rule it stands for an extension that this nft cannot print.
            tokens.Add(new NftToken(comment, line, start, end, false));
        }
    }
}
