using System.Text;

namespace Fleet.Checks.Facts;

/// <summary>Builds and matches fact keys: segments joined by <c>/</c>, compared ordinally.</summary>
public static class FactKey
{
    /// <summary>Joins segments; a path such as <c>/home/alice</c> may be a segment and brings its own slashes.</summary>
    public static string Join(string first, string rest) =>
        rest.StartsWith('/') ? first + rest : $"{first}/{rest}";

    /// <summary>Escapes what a host's text may not bring into one segment: <c>/</c>, <c>%</c>, white space and control characters become <c>%XX</c> of their UTF-8 bytes.</summary>
    public static string Segment(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', ' ') && text.IndexOfAny(['/', '%', '\x7f']) < 0)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 8);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            _ = value is <= 0x20 or (byte)'/' or (byte)'%' or >= 0x7f
                ? escaped.Append($"%{value:X2}")
                : escaped.Append((char)value);
        }

        return escaped.ToString();
    }

    /// <summary>True where <paramref name="key"/> is <paramref name="prefix"/> or lies under it; the empty prefix covers every key.</summary>
    public static bool IsUnder(string key, string prefix) =>
        prefix.Length == 0
        || (
            key.StartsWith(prefix, StringComparison.Ordinal)
            && (key.Length == prefix.Length || prefix[^1] == '/' || key[prefix.Length] == '/')
        );

    /// <summary>Matches a declared pattern: <c>*</c> stands for one segment's text, a final <c>**</c> for all that follows.</summary>
    public static bool Matches(string key, string pattern) =>
        Matches(key.AsSpan(), pattern.AsSpan());

    private static bool Matches(ReadOnlySpan<char> key, ReadOnlySpan<char> pattern)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern.SequenceEqual("**"))
            {
                return !key.IsEmpty;
            }

            if (pattern[0] == '*')
            {
                var rest = pattern[1..];
                for (
                    var taken = 0;
                    taken <= key.Length && (taken == 0 || key[taken - 1] != '/');
                    taken++
                )
                {
                    if (Matches(key[taken..], rest))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (key.IsEmpty || key[0] != pattern[0])
            {
                return false;
            }

            key = key[1..];
            pattern = pattern[1..];
        }

        return key.IsEmpty;
    }
}
