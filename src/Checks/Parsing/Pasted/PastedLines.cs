namespace Fleet.Checks.Parsing.Pasted;

/// <summary>Lines and words of an output in columns.</summary>
internal static class PastedLines
{
    private static readonly char[] Blanks = [' ', '\t'];

    public static IEnumerable<string> Of(string text) =>
        text.Split('\n').Select(line => line.TrimEnd('\r', ' ', '\t'));

    public static string[] Words(string line) =>
        line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first <paramref name="count"/> words, and what stands behind them as one text. Null where there are fewer words.</summary>
    public static (string[] Words, string Tail)? Cut(string line, int count)
    {
        var words = new string[count];
        var at = 0;
        for (var index = 0; index < count; index++)
        {
            at = Skip(line, at, blank: true);
            var end = Skip(line, at, blank: false);
            if (end == at)
            {
                return null;
            }

            words[index] = line[at..end];
            at = end;
        }

        return (words, line[at..].Trim());
    }

    private static int Skip(string line, int at, bool blank)
    {
        while (at < line.Length && (line[at] is ' ' or '\t') == blank)
        {
            at++;
        }

        return at;
    }
}
