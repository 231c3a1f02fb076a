using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.HostsAccess;

/// <summary>hosts.allow or hosts.deny as libwrap reads it (hosts_access(5), hosts_options(5)).</summary>
/// <param name="Rules">In order.</param>
/// <param name="Complaints">Lines that libwrap passes over, with the reason.</param>
public sealed record HostsAccessFile(
    ImmutableArray<HostsAccessRule> Rules,
    ImmutableArray<(int Line, string Reason)> Complaints
)
{
    public static HostsAccessFile Empty { get; } = new([], []);

    public static HostsAccessFile Read(string text)
    {
        var rules = ImmutableArray.CreateBuilder<HostsAccessRule>();
        var complaints = ImmutableArray.CreateBuilder<(int, string)>();
        foreach (var (line, content, isEnded) in Lines(text))
        {
            if (content.StartsWith('#') || string.IsNullOrWhiteSpace(content))
            {
                continue;
            }

            if (!isEnded)
            {
                complaints.Add((line, "the last line has no line end, so it is ignored"));
                continue;
            }

            var parts = Split(content);
            if (parts.Count < 2)
            {
                complaints.Add((line, "there is no colon between daemons and clients"));
                continue;
            }

            rules.Add(
                new HostsAccessRule(
                    line,
                    AccessList.Read(parts[0]),
                    AccessList.Read(parts[1]),
                    [.. parts.Skip(2).Select(option => option.Trim())]
                )
            );
        }

        return new HostsAccessFile(rules.ToImmutable(), complaints.ToImmutable());
    }

    // A backslash before the line's end joins the next line.
    private static IEnumerable<(int Line, string Content, bool IsEnded)> Lines(string text)
    {
        var number = 1;
        for (var at = 0; at < text.Length; )
        {
            var first = number;
            var content = "";
            var isEnded = false;
            while (at < text.Length)
            {
                var end = text.IndexOf('\n', at);
                isEnded = end >= 0;
                var piece = text[at..(isEnded ? end : text.Length)];
                at += piece.Length + 1;
                number++;
                if (isEnded && piece.EndsWith('\\'))
                {
                    content += piece[..^1];
                    continue;
                }

                content += piece;
                break;
            }

            yield return (first, content, isEnded);
        }
    }

    // Colons inside brackets belong to IPv6 addresses; in options one may be escaped.
    private static List<string> Split(string content)
    {
        var parts = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; i < content.Length; i++)
        {
            depth += content[i] switch
            {
                '[' when parts.Count < 2 => 1,
                ']' when parts.Count < 2 => -1,
                _ => 0,
            };
            var isEscaped = parts.Count >= 2 && i > 0 && content[i - 1] == '\\';
            if (content[i] == ':' && depth == 0 && !isEscaped)
            {
                parts.Add(content[start..i]);
                start = i + 1;
            }
        }

        parts.Add(content[start..]);
        return parts;
    }
}

/// <summary>One rule.</summary>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Daemons">Which daemons it is for.</param>
/// <param name="Clients">Which clients.</param>
/// <param name="Options">What stands behind, option by option; a shell command is one too.</param>
public sealed record HostsAccessRule(
    int Line,
    AccessList Daemons,
    AccessList Clients,
    ImmutableArray<string> Options
);

/// <summary>A list with its exceptions: <c>a b EXCEPT c EXCEPT d</c> is <c>(a b) EXCEPT ((c) EXCEPT (d))</c>.</summary>
/// <param name="Patterns">In order.</param>
/// <param name="Except">What is taken out; null: nothing.</param>
public sealed record AccessList(ImmutableArray<string> Patterns, AccessList? Except)
{
    public static AccessList Read(string text) =>
        Read(text.Split((char[])[',', ' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static AccessList Read(ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Equals("EXCEPT", StringComparison.OrdinalIgnoreCase))
            {
                return new AccessList([.. words[..i]], Read(words[(i + 1)..]));
            }
        }

        return new AccessList([.. words], null);
    }
}
