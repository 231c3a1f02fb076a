namespace Fleet.Checks.Parsing.Pam;

/// <summary>Words of a PAM line: apart by blanks, except inside brackets, where <c>\]</c> is a bracket.</summary>
internal static class PamWords
{
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < line.Length && char.IsWhiteSpace(line[at]))
            {
                at++;
            }

            if (at == line.Length)
            {
                return words;
            }

            var start = at;
            at = line[at] == '[' ? Bracketed(line, at) : Plain(line, at);
            words.Add(line[start..at]);
        }
    }

    public static string Unbracket(string word) =>
        word is ['[', .., ']'] ? word[1..^1].Replace("\\]", "]", StringComparison.Ordinal) : word;

    private static int Bracketed(string line, int at)
    {
        while (at < line.Length && line[at] != ']')
        {
            at += line[at] == '\\' && at + 1 < line.Length && line[at + 1] == ']' ? 2 : 1;
        }

        return Math.Min(at + 1, line.Length);
    }

    private static int Plain(string line, int at)
    {
        while (at < line.Length && !char.IsWhiteSpace(line[at]))
        {
            at++;
        }

        return at;
    }
}
