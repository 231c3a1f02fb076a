using System.Collections.Immutable;

namespace Fleet.Checks.Parsing;

/// <summary>Reads files of plain assignments that a shell sources (<c>NAME="value"</c>), as daemons' settings are. Nothing is expanded; the last one of a name wins.</summary>
public static class ShellAssignments
{
    public static ImmutableDictionary<string, string> Read(string text)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.Trim();
            var equals = trimmed.IndexOf('=');
            if (equals > 0 && trimmed[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                values[trimmed[..equals]] = Unquoted(trimmed[(equals + 1)..]);
            }
        }

        return values.ToImmutable();
    }

    private static string Unquoted(string word) =>
        word.Length > 0 && word[0] is '"' or '\'' && word.IndexOf(word[0], 1) is > 0 and var close
            ? word[1..close]
            : word.Split([' ', '\t', '#'], 2)[0];
}
