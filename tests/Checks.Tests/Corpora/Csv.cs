using System.Text;

namespace Fleet.Checks.Tests;

/// <summary>A file of comma-separated rows under a header (RFC 4180).</summary>
internal static class Csv
{
    /// <summary>Each row by the header's names.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="columns">Columns that every row must have.</param>
    /// <exception cref="FormatException">A row lacks one.</exception>
    public static List<IReadOnlyDictionary<string, string>> Rows(string text, string[] columns)
    {
        List<IReadOnlyDictionary<string, string>> rows = [.. Rows(text)];
        return rows.Count > 0 && rows.TrueForAll(row => columns.All(row.ContainsKey))
            ? rows
            : throw new FormatException($"not every row has {string.Join(", ", columns)}");
    }

    private static IEnumerable<Dictionary<string, string>> Rows(string text)
    {
        string[]? header = null;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.Length == 0)
            {
                continue;
            }

            var fields = Fields(line).ToArray();
            if (header is null)
            {
                header = fields;
            }
            else
            {
                yield return header
                    .Zip(fields)
                    .ToDictionary(pair => pair.First, pair => pair.Second);
            }
        }
    }

    private static IEnumerable<string> Fields(string line)
    {
        var field = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (isQuoted && line[at] == '"' && at + 1 < line.Length && line[at + 1] == '"')
            {
                field.Append(line[++at]);
            }
            else if (line[at] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (line[at] == ',' && !isQuoted)
            {
                yield return field.ToString();
                field.Clear();
            }
            else
            {
                field.Append(line[at]);
            }
        }

        yield return field.ToString();
    }
}
