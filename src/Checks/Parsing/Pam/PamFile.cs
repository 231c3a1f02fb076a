using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.Pam;

/// <summary>A file of /etc/pam.d, or pam.conf, as libpam reads it (<c>pam_handlers.c</c>).</summary>
public sealed record PamFile(ImmutableArray<PamLine> Lines)
{
    /// <param name="text">The file.</param>
    /// <param name="withService">True for pam.conf, where each line starts with its service.</param>
    public static PamFile Parse(string text, bool withService = false)
    {
        var lines = ImmutableArray.CreateBuilder<PamLine>();
        foreach (var (number, line) in Logical(text))
        {
            var words = PamWords.Split(line);
            if (words.Count == 0)
            {
                continue;
            }

            var service = withService ? words[0].ToLowerInvariant() : "";
            lines.Add(Read(number, withService ? words[1..] : words) with { Service = service });
        }

        return new PamFile(lines.ToImmutable());
    }

    private static PamLine Read(int number, List<string> words)
    {
        if (
            words is [var first, ..]
            && first.Equals("@include", StringComparison.OrdinalIgnoreCase)
        )
        {
            return new PamLine(
                number,
                PamType.Unspecified,
                "@include",
                words.ElementAtOrDefault(1) ?? "",
                []
            )
            {
                Error = words.Count < 2 ? "@include names no file" : null,
            };
        }

        var quiet = words.Count > 0 && words[0].StartsWith('-');
        var type = words.Count > 0 ? Type(quiet ? words[0][1..] : words[0]) : PamType.Unspecified;
        var control = words.ElementAtOrDefault(1) ?? "";
        control = control.StartsWith('[') ? control : control.ToLowerInvariant();
        var module = words.ElementAtOrDefault(2) ?? "";
        return new PamLine(
            number,
            type,
            control,
            module,
            [.. words.Skip(3).Select(PamWords.Unbracket)]
        )
        {
            IsQuiet = quiet,
            Error =
                type == PamType.Unspecified ? "unknown type"
                : control.Length == 0 ? "no control value"
                : module.Length == 0 ? "no module"
                : !PamControl.IsKnown(control) ? $"unknown control value {control}"
                : null,
        };
    }

    private static PamType Type(string word) =>
        word.ToLowerInvariant() switch
        {
            "auth" => PamType.Auth,
            "account" => PamType.Account,
            "password" => PamType.Password,
            "session" => PamType.Session,
            _ => PamType.Unspecified,
        };

    /// <summary>Lines without comments; one that ends with a backslash goes on in the next.</summary>
    private static IEnumerable<(int Number, string Text)> Logical(string text)
    {
        var number = 0;
        var start = 0;
        var open = "";
        foreach (var raw in text.Split('\n'))
        {
            number++;
            start = open.Length == 0 ? number : start;
            var hash = raw.IndexOf('#');
            var line = hash < 0 ? raw.TrimEnd() : raw[..hash];
            if (hash < 0 && line.EndsWith('\\'))
            {
                open += line[..^1] + " ";
                continue;
            }

            yield return (start, open + line);
            open = "";
        }

        if (open.Length > 0)
        {
            yield return (start, open);
        }
    }
}
