using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A file system that is mounted.</summary>
/// <param name="Source">Its device or what else it comes from.</param>
/// <param name="Path">Where it is mounted.</param>
/// <param name="Type">Its type; empty where none is printed.</param>
/// <param name="Options">Its options.</param>
public sealed record PastedMount(
    string Source,
    string Path,
    string Type,
    ImmutableArray<string> Options
)
{
    /// <summary>True where nothing can be written: keys cannot be placed, homes not made.</summary>
    public bool IsReadOnly => Options.Contains("ro");
}

/// <summary>What <c>mount</c> prints (mount(8)).</summary>
public sealed partial record MountListing(ImmutableArray<PastedMount> Mounts) : PastedOutput
{
    /// <summary>Null where no line is a mounted file system.</summary>
    public static MountListing? Read(string text)
    {
        ImmutableArray<PastedMount> mounts =
        [
            .. PastedLines
                .Of(text)
                .Select(line => Row().Match(line))
                .Where(row => row.Success)
                .Select(row => new PastedMount(
                    row.Groups["source"].Value,
                    row.Groups["path"].Value,
                    row.Groups["type"].Value,
                    [
                        .. row.Groups["options"]
                            .Value.Split(
                                ',',
                                StringSplitOptions.RemoveEmptyEntries
                                    | StringSplitOptions.TrimEntries
                            ),
                    ]
                )),
        ];
        return mounts.IsEmpty ? null : new MountListing(mounts);
    }

    [GeneratedRegex(
        @"^(?<source>.+?) on (?<path>/.*?)( type (?<type>\S+))? \((?<options>[^()]*)\)( \[.*\])?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Row();
}
