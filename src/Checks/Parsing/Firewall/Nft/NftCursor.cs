using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fleet.Checks.Parsing.Firewall.Nft;

/// <summary>A place in a listing. Behind the end there are line ends for ever.</summary>
internal sealed partial class NftCursor(string text)
{
    private readonly ImmutableArray<NftToken> _tokens = NftLexer.Cut(text);
    private int _at;

    public bool IsAtEnd => _at >= _tokens.Length;

    /// <summary>How many chains without a name it stands in.</summary>
    public int Depth { get; set; }

    public NftToken Peek => Ahead(0);

    /// <summary>True where a rule ends: at a line's end, a semicolon, a closing brace or its handle.</summary>
    public bool IsAtRuleEnd =>
        Peek.Is(NftLexer.LineEnd) || Peek.Is(";") || Peek.Is("}") || Peek.Is(NftLexer.Handle);

    public NftToken Ahead(int count) =>
        _at + count < _tokens.Length
            ? _tokens[_at + count]
            : new NftToken(NftLexer.LineEnd, 0, text.Length, text.Length, false);

    public NftToken Next()
    {
        var next = Peek;
        _at++;
        return next;
    }

    public bool Take(string word)
    {
        if (!IsAtEnd && Peek.Is(word))
        {
            _at++;
            return true;
        }

        return false;
    }

    public void Skip(int count) => _at += count;

    public void SkipLineEnds()
    {
        while (!IsAtEnd && (Peek.Is(NftLexer.LineEnd) || Peek.Is(";")))
        {
            _at++;
        }
    }

    /// <summary>Goes to the end of the rule and returns what was passed.</summary>
    public string TakeRest()
    {
        var start = Peek.Start;
        var end = start;
        while (!IsAtEnd && !IsAtRuleEnd)
        {
            if (Peek.Is("{"))
            {
                SkipBlock();
                continue;
            }

            end = Next().End;
        }

        return Text(start, end);
    }

    /// <summary>Passes a block in braces, at whose opening brace it stands.</summary>
    public void SkipBlock()
    {
        var depth = 0;
        do
        {
            var next = Next();
            depth +=
                next.Is("{") ? 1
                : next.Is("}") ? -1
                : 0;
        } while (depth > 0 && !IsAtEnd);
    }

    /// <summary>What stands between two places, on one line.</summary>
    public string Text(int start, int end) =>
        Blank().Replace(text[start..Math.Max(start, end)], " ").Trim();

    [GeneratedRegex(
        @"(\s*# handle \d+)?\s+",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Blank();
}
