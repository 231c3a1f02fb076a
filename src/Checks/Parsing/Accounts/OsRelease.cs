using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Accounts;

/// <summary>os-release(5): which distribution this is.</summary>
/// <param name="Id">ID: <c>debian</c>, <c>rhel</c>.</param>
/// <param name="Like">ID_LIKE: its parents, nearest first.</param>
public sealed record OsRelease(string Id, ImmutableArray<string> Like)
{
    public static OsRelease Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var equals = line.IndexOf('=');
            if (equals > 0 && line[0] != '#')
            {
                values[line[..equals].Trim()] = line[(equals + 1)..].Trim().Trim('"', '\'');
            }
        }

        return new OsRelease(
            values.GetValueOrDefault("ID", "linux"),
            [
                .. values
                    .GetValueOrDefault("ID_LIKE", "")
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ]
        );
    }

    /// <summary>True for a distribution or one that builds on it.</summary>
    public bool Is(string distribution) => Id == distribution || Like.Contains(distribution);
}
