using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Fail2ban;

/// <summary>One option of a file of Python's configparser.</summary>
/// <param name="Section">As written; sections are told apart by case.</param>
/// <param name="Name">In lower case, as configparser has it.</param>
/// <param name="Value">Without interpolation; continued lines joined by line feeds.</param>
/// <param name="Line">Where it stands, from 1.</param>
public readonly record struct IniOption(string Section, string Name, string Value, int Line);

/// <summary>Reads files of Python's configparser as fail2ban does: <c>[section]</c>, <c>name = value</c> or <c>name: value</c>, indented lines go on, comments begin a line (<c>#</c>, <c>;</c>) or follow <c> ;</c>.</summary>
public static class IniFile
{
    public static ImmutableArray<IniOption> Read(string text)
    {
        var options = ImmutableArray.CreateBuilder<IniOption>();
        var section = "";
        var number = 0;
        var isOpen = false;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = WithoutComment(raw.TrimEnd('\r'));
            var word = line.Trim();
            if (word.Length == 0)
            {
                continue;
            }

            if (char.IsWhiteSpace(line[0]) && isOpen)
            {
                var last = options[^1];
                options[^1] = last with
                {
                    Value = last.Value.Length == 0 ? word : $"{last.Value}\n{word}",
                };
                continue;
            }

            if (word[0] == '[' && word.IndexOf(']') is > 0 and var close)
            {
                (section, isOpen) = (word[1..close], false);
                continue;
            }

            var split = word.AsSpan().IndexOfAny('=', ':');
            isOpen = split > 0 && section.Length > 0;
            if (isOpen)
            {
                var name = word[..split].TrimEnd().ToLowerInvariant();
                options.Add(new IniOption(section, name, word[(split + 1)..].Trim(), number));
            }
        }

        return options.ToImmutable();
    }

    private static string WithoutComment(string line)
    {
        var trimmed = line.AsSpan().TrimStart();
        if (trimmed.StartsWith("#") || trimmed.StartsWith(";"))
        {
            return "";
        }

        for (var at = 1; at < line.Length; at++)
        {
            if (line[at] == ';' && char.IsWhiteSpace(line[at - 1]))
            {
                return line[..at];
            }
        }

        return line;
    }
}
