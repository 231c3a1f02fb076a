namespace Fleet.Checks.Reporting;

/// <summary>Finds what somebody may have meant by a name that does not exist.</summary>
public static class NearestName
{
    /// <summary>Nobody types a longer name by mistake; the distance costs the product of both lengths.</summary>
    private const int LongestAsked = 100;

    /// <summary>The nearest of the known names, where it is near enough: at most a third of its letters away, or the asked name is its beginning. Null: none.</summary>
    public static string? To(string asked, IEnumerable<string> known) =>
        asked.Length > LongestAsked ? null : Nearest(asked, known);

    private static string? Nearest(string asked, IEnumerable<string> known) =>
        known
            .Select(name => (name, distance: Distance(asked, name)))
            .Where(each =>
                each.distance <= Math.Max(1, asked.Length / 3)
                || (
                    asked.Length > 0
                    && each.name.StartsWith(asked, StringComparison.OrdinalIgnoreCase)
                )
            )
            .OrderBy(each => each.distance)
            .ThenBy(each => each.name, StringComparer.Ordinal)
            .Select(each => each.name)
            .FirstOrDefault();

    /// <summary>Letters to insert, delete, replace or swap with their neighbour (Damerau-Levenshtein, optimal string alignment), letter case aside.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Step(rows, a, b, i, j);
            }
        }

        return rows[a.Length, b.Length];
    }

    private static int Step(int[,] rows, string a, string b, int i, int j)
    {
        var replace = rows[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
        var best = Math.Min(replace, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]);
        return swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }

    private static bool Same(char a, char b) =>
        char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
