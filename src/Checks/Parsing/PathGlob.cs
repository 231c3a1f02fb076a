namespace Fleet.Checks.Parsing;

/// <summary>glob(7) for one path component: <c>* ? [a-z] [!x]</c> and <c>\</c>; a leading dot is matched by a dot only.</summary>
public static class PathGlob
{
    /// <summary>True where a component needs a directory listing.</summary>
    public static bool IsPattern(string component) => component.AsSpan().IndexOfAny(@"*?[\") >= 0;

    /// <summary>True where the name matches the pattern.</summary>
    public static bool IsMatch(string name, string pattern)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.'))
        {
            return false;
        }

        int at = 0,
            p = 0,
            star = -1,
            resume = 0;
        while (at < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, at);
            }
            else if (p < pattern.Length && One(name[at], pattern, p, out var next))
            {
                (at, p) = (at + 1, next);
            }
            else if (star >= 0)
            {
                (p, at) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }

    private static bool One(char c, string pattern, int p, out int next)
    {
        next = p + 1;
        switch (pattern[p])
        {
            case '?':
                return true;
            case '\\' when p + 1 < pattern.Length:
                next = p + 2;
                return pattern[p + 1] == c;
            case '[' when Close(pattern, p) is > 0 and var close:
                next = close + 1;
                return InSet(c, pattern.AsSpan(p + 1, close - p - 1));
            default:
                return pattern[p] == c;
        }
    }

    // A ']' that comes first is a member.
    private static int Close(string pattern, int open)
    {
        var first = open + 1;
        if (first < pattern.Length && pattern[first] is '!' or '^')
        {
            first++;
        }

        return first + 1 < pattern.Length ? pattern.IndexOf(']', first + 1) : -1;
    }

    private static bool InSet(char c, ReadOnlySpan<char> set)
    {
        var negated = set[0] is '!' or '^';
        set = negated ? set[1..] : set;
        for (var i = 0; i < set.Length; i++)
        {
            var last = i + 2 < set.Length && set[i + 1] == '-' ? set[i + 2] : set[i];
            if (c >= set[i] && c <= last)
            {
                return !negated;
            }

            i += last == set[i] ? 0 : 2;
        }

        return negated;
    }
}
