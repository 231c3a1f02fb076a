namespace Fleet.Checks.Catalog;

/// <summary>Text from hosts inside a command that somebody will paste into a shell.</summary>
public static class ShellWord
{
    private static readonly System.Buffers.SearchValues<char> Plain =
        System.Buffers.SearchValues.Create(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+:@%="
        );

    /// <summary>As it is where every shell reads it so, else in single quotes; control characters by <c>$'…'</c>, so that a pasted line stays one line.</summary>
    public static string Quote(string text)
    {
        if (text.Length > 0 && text[0] != '-' && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        var safe = text.StartsWith('-') ? "./" + text : text;
        return safe.Any(char.IsControl)
            ? "$'" + string.Concat(safe.Select(Escaped)) + "'"
            : "'" + safe.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    private static string Escaped(char c) =>
        c is '\'' or '\\' ? "\\" + c
        : char.IsControl(c) ? $"\\u{(int)c:x4}"
        : c.ToString();
}
