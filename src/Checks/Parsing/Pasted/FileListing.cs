using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>What <c>ls -l</c> prints (ls(1)), with any of <c>-a -h -R</c> and any style of time.</summary>
public sealed partial record FileListing(ImmutableArray<PastedFile> Files) : PastedOutput
{
    /// <summary>Null where no line is a file as ls prints it.</summary>
    public static FileListing? Read(string text)
    {
        var files = ImmutableArray.CreateBuilder<PastedFile>();
        var folder = "";
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (Row().Match(line) is { Success: true } row)
            {
                files.Add(File(row, folder));
            }
            else if (line.EndsWith(':') && IsHeading(lines, at))
            {
                folder = line[..^1];
            }
            else if (files.Count > 0 && IsNameGoingOn(lines, at))
            {
                // A name with line ends in it: ls prints them as they are.
                files[^1] = files[^1] with
                {
                    Path = files[^1].Path + "\n" + line,
                };
            }
        }

        return files.Count == 0 ? null : new FileListing(files.ToImmutable());
    }

    // ls -R sets each folder apart by a blank line and counts its blocks below.
    private static bool IsHeading(string[] lines, int at) =>
        (at == 0 || lines[at - 1].Length == 0)
        && (at + 1 >= lines.Length || IsTotal(lines[at + 1]) || Row().IsMatch(lines[at + 1]));

    private static bool IsNameGoingOn(string[] lines, int at)
    {
        if (IsTotal(lines[at]))
        {
            return false;
        }

        // Blank lines at the end of a listing or in front of the next heading are no part of a name.
        var next = at;
        while (next < lines.Length && lines[next].Length == 0)
        {
            next++;
        }

        return next < lines.Length && !(lines[next].EndsWith(':') && IsHeading(lines, next));
    }

    private static bool IsTotal(string line) =>
        line.StartsWith("total ", StringComparison.Ordinal)
        && line.Length > 6
        && char.IsAsciiDigit(line[6]);

    private static PastedFile File(Match row, string folder)
    {
        var name = row.Groups["name"].Value;
        var arrow =
            row.Groups["mode"].Value[0] == 'l'
                ? name.IndexOf(" -> ", StringComparison.Ordinal)
                : -1;
        var own = arrow < 0 ? name : name[..arrow];
        return new PastedFile(
            folder.Length == 0 ? own : $"{folder.TrimEnd('/')}/{own}",
            row.Groups["mode"].Value,
            row.Groups["owner"].Value,
            row.Groups["group"].Value,
            long.TryParse(
                row.Groups["size"].Value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var size
            )
                ? size
                : null,
            arrow < 0 ? "" : name[(arrow + " -> ".Length)..]
        );
    }

    [GeneratedRegex(
        @"^(?<mode>[bcdlpsD-][rwxsStT-]{9}[.+@]?) +\d+ +(?<owner>\S+) +(?<group>\S+) +(?<size>\d+, +\d+|\d[\d.,]*[KMGTPE]?) (?<time>[A-Z]\w{2} +\d{1,2} +(\d{4}|\d\d:\d\d)|\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d\.\d+ [+-]\d{4})?|\d\d-\d\d +(\d{4}|\d\d:\d\d)) (?<name>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Row();
}
