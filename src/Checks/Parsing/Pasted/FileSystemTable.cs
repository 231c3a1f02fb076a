using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>What fstab(5) says is to be mounted.</summary>
public sealed record FileSystemTable(ImmutableArray<PastedMount> Mounts) : PastedOutput
{
    private static readonly string[] NoPath = ["none", "swap"];

    /// <summary>Null where no line is of this form. The last two fields are optional, and so are the options.</summary>
    public static FileSystemTable? Read(string text)
    {
        ImmutableArray<PastedMount> mounts =
        [
            .. PastedLines.Of(text).Select(Mount).OfType<PastedMount>(),
        ];
        return mounts.IsEmpty ? null : new FileSystemTable(mounts);
    }

    private static PastedMount? Mount(string line)
    {
        var words = PastedLines.Words(line);
        if (
            words.Length < 3
            || words[0][0] == '#'
            || !(words[1][0] == '/' || NoPath.Contains(words[1]))
        )
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
