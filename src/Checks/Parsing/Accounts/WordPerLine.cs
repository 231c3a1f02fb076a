using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Accounts;

/// <summary>Files with one word a line and <c>#</c> comments: shells(5), securetty(5).</summary>
public static class WordPerLine
{
    public static ImmutableArray<string> Parse(string text) =>
        [
            .. text.Split('\n')
                .Select(line => line.Split('#')[0].Trim())
                .Where(word => word.Length > 0),
        ];
}
