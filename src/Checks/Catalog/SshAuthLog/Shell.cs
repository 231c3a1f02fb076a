namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>Words of a command that somebody will paste into a shell.</summary>
internal static class Shell
{
    /// <summary>The word, in single quotes where it is not plainly harmless.</summary>
    public static string Quote(string word) =>
        word.Length > 0
        && word[0] != '-'
        && word.All(c =>
            char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':' or '@'
        )
            ? word
            : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
