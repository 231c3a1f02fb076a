using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>What fstab(5) says is to be mounted.</summary>
public sealed record FileSystemTable(ImmutableArray<PastedMount> Mounts) : PastedOutput
{
    private static readonly string[] NoPath = ["none", "swap"];

    /// <summary>Null where a line that is no comment has another form. The last two fields are optional, and so are the options.</summary>
    public static FileSystemTable? Read(string text)
    {
        List<PastedMount?> mounts =
        [
            .. PastedLines
                .Of(text)
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(Mount),
        ];
        return mounts.Count == 0 || mounts.Contains(null)
            ? null
            : new FileSystemTable([.. mounts.OfType<PastedMount>()]);
    }

    private static PastedMount? Mount(string line)
    {
        var words = PastedLines.Words(line);
        if (words.Length < 3 || !(words[1][0] == '/' || NoPath.Contains(words[1])))
        {
            return null;
        }

        return new PastedMount(
            Plain(words[0]),
            Plain(words[1]),
            words[2],
            words.Length < 4 ? [] : [.. words[3].Split(',', StringSplitOptions.RemoveEmptyEntries)]
        );
    }

    // Blanks and backslashes stand as octal numbers.
    private static string Plain(string word) =>
        word.Replace("\\040", " ", StringComparison.Ordinal)
            .Replace("\\011", "\t", StringComparison.Ordinal)
            .Replace("\\134", "\\", StringComparison.Ordinal);
}
