using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>A setting of a unit file.</summary>
/// <param name="Section"><c>Unit</c>, <c>Service</c>, <c>Socket</c>.</param>
/// <param name="Value">As systemd takes it: continued lines joined by a blank, comments between them left out.</param>
public sealed record PastedSetting(string Section, string Name, string Value);

/// <summary>A unit file, or several as <c>systemctl cat</c> prints them (systemd.syntax(7)).</summary>
public sealed record UnitText(ImmutableArray<PastedSetting> Settings) : PastedOutput
{
    private static readonly string[] Sections =
    [
        "Unit",
        "Service",
        "Socket",
        "Install",
        "Timer",
        "Path",
        "Mount",
    ];

    /// <summary>Null where no section is one of systemd's.</summary>
    public static UnitText? Read(string text)
    {
        var settings = ImmutableArray.CreateBuilder<PastedSetting>();
        var isUnit = false;
        var section = "";
        foreach (var line in Joined(text))
        {
            if (line is ['[', .., ']'])
            {
                section = line[1..^1];
                isUnit |= Sections.Contains(section);
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                settings.Add(
                    new PastedSetting(
                        section,
                        line[..equals].TrimEnd(),
                        line[(equals + 1)..].Trim()
                    )
                );
            }
        }

        return isUnit && settings.Count > 0 ? new UnitText(settings.ToImmutable()) : null;
    }

    /// <summary>The values of a setting since the last that is empty: an empty one takes those before it back.</summary>
    public IEnumerable<string> Of(string section, string name)
    {
        List<string> values =
        [
            .. Settings
                .Where(one => one.Section == section && one.Name == name)
                .Select(one => one.Value),
        ];
        return values.Skip(values.LastIndexOf("") + 1);
    }

    private static IEnumerable<string> Joined(string text)
    {
        var held = "";
        foreach (var line in PastedLines.Of(text).Select(line => line.Trim()))
        {
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                // A comment does not end a continued line; a blank line does.
                if (line.Length > 0 || held.Length == 0)
                {
                    continue;
                }
            }

            if (line.EndsWith('\\'))
            {
                held += line[..^1].TrimEnd() + " ";
                continue;
            }

            yield return (held + line).Trim();
            held = "";
        }

        if (held.Length > 0)
        {
            yield return held.Trim();
        }
    }
}
