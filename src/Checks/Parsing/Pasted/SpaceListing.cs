using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>How full a file system is.</summary>
/// <param name="Source">Its device.</param>
/// <param name="Path">Where it is mounted.</param>
/// <param name="UsedPercent">0 to 100; null where it has no space to count.</param>
/// <param name="Available">What is left, as printed (blocks, inodes, or rounded with a unit).</param>
public sealed record PastedSpace(string Source, string Path, int? UsedPercent, string Available);

/// <summary>What <c>df</c> prints (df(1)), of blocks or of inodes (<c>-i</c>).</summary>
/// <param name="OfInodes">True where inodes are counted.</param>
/// <param name="FileSystems">In the order printed.</param>
public sealed record SpaceListing(bool OfInodes, ImmutableArray<PastedSpace> FileSystems)
    : PastedOutput
{
    /// <summary>Null where there is no such table.</summary>
    public static SpaceListing? Read(string text)
    {
        string[]? columns = null;
        var wrapped = "";
        var systems = ImmutableArray.CreateBuilder<PastedSpace>();
        foreach (var line in PastedLines.Of(text))
        {
            var words = PastedLines.Words(line);
            if (words is ["Filesystem", .., "Mounted", "on"])
            {
                columns = words[..^2];
                continue;
            }

            if (columns is null || words.Length == 0)
            {
                continue;
            }

            // Old versions break the line behind a long source.
            if (words.Length == 1)
            {
                wrapped = line + " ";
                continue;
            }

            if (System(wrapped + line, columns) is { } system)
            {
                systems.Add(system);
            }

            wrapped = "";
        }

        return systems.Count == 0
            ? null
            : new SpaceListing(columns!.Contains("Inodes"), systems.ToImmutable());
    }

    // The source may hold blanks; the columns behind it do not, and the path begins with a slash.
    private static PastedSpace? System(string line, string[] columns)
    {
        var slash = line.LastIndexOf(" /", StringComparison.Ordinal);
        if (slash < 0)
        {
            return null;
        }

        var words = PastedLines.Words(line[..slash]);
        var numbers = columns.Length - 1;
        return words.Length <= numbers
            ? null
            : new PastedSpace(
                string.Join(' ', words[..^numbers]),
                line[(slash + 1)..],
                int.TryParse(
                    words[^1].TrimEnd('%'),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var percent
                )
                    ? percent
                    : null,
                words[^2]
            );
    }
}
