using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>What is known of a file from <c>stat</c> or <c>ls -l</c>.</summary>
/// <param name="Path">Its name as printed, under the folder that <c>ls -R</c> names.</param>
/// <param name="Mode">As ls prints it: <c>drwxr-xr-x</c>.</param>
/// <param name="Owner">A name, or a number that has none.</param>
/// <param name="Group">Likewise.</param>
/// <param name="Size">In bytes; null where it is rounded (<c>ls -h</c>) or a device's numbers.</param>
/// <param name="Target">Where a symbolic link leads; empty for others.</param>
public sealed record PastedFile(
    string Path,
    string Mode,
    string Owner,
    string Group,
    long? Size,
    string Target
)
{
    /// <summary>True where the group or others may write: what StrictModes looks at (sshd_config(5)).</summary>
    public bool IsWritableByOthers => Mode.Length >= 10 && (Mode[5] == 'w' || Mode[8] == 'w');
}

/// <summary>What GNU <c>stat</c> prints (stat(1)), one file or several.</summary>
public sealed partial record StatListing(ImmutableArray<PastedFile> Files) : PastedOutput
{
    /// <summary>Null where there is no file with its access line.</summary>
    public static StatListing? Read(string text)
    {
        var files = ImmutableArray.CreateBuilder<PastedFile>();
        var name = "";
        long? size = null;
        foreach (var line in PastedLines.Of(text))
        {
            var trimmed = line.TrimStart();
            if (trimmed.StartsWith("File: ", StringComparison.Ordinal))
            {
                name = trimmed["File: ".Length..];
            }
            else if (trimmed.StartsWith("Size: ", StringComparison.Ordinal))
            {
                size = long.TryParse(
                    PastedLines.Words(trimmed)[1],
                    CultureInfo.InvariantCulture,
                    out var bytes
                )
                    ? bytes
                    : null;
            }
            else if (name.Length > 0 && Access().Match(trimmed) is { Success: true } access)
            {
                var (path, target) = Named(name);
                files.Add(
                    new PastedFile(
                        path,
                        access.Groups["mode"].Value,
                        access.Groups["owner"].Value,
                        access.Groups["group"].Value,
                        size,
                        target
                    )
                );
                name = "";
            }
        }

        return files.Count == 0 ? null : new StatListing(files.ToImmutable());
    }

    // '/bin/sh' -> 'dash'; before coreutils 8.25 in quotes of other kinds.
    private static (string Path, string Target) Named(string name)
    {
        var arrow = name.IndexOf(" -> ", StringComparison.Ordinal);
        return arrow < 0
            ? (Bare(name), "")
            : (Bare(name[..arrow]), Bare(name[(arrow + " -> ".Length)..]));
    }

    private static string Bare(string name) => name.Trim('\'', '‘', '’', '`', '"');

    [GeneratedRegex(
        @"^Access: \((?<octal>[0-7]{4,5})/(?<mode>\S{10,11})\)\s+Uid: \(\s*(?<uid>\d+)/\s*(?<owner>[^)]*?)\)\s+Gid: \(\s*(?<gid>\d+)/\s*(?<group>[^)]*?)\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Access();
}
