using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fleet.Checks.Parsing.Pasted;

/// <summary>Somebody who is logged in.</summary>
/// <param name="User">The account.</param>
/// <param name="Terminal">The terminal: <c>pts/0</c>.</param>
/// <param name="From">The address or name that they came from; empty: from the machine itself, or not printed.</param>
/// <param name="Since">When they logged in, as printed.</param>
public sealed record PastedSession(string User, string Terminal, string From, string Since);

/// <summary>What <c>who</c> and <c>w</c> print (who(1), w(1)).</summary>
public sealed partial record SessionListing(ImmutableArray<PastedSession> Sessions) : PastedOutput
{
    /// <summary>Null where no line is a session.</summary>
    public static SessionListing? Read(string text)
    {
        var sessions = ImmutableArray.CreateBuilder<PastedSession>();
        string[]? columns = null;
        foreach (var line in PastedLines.Of(text))
        {
            if (
                line.StartsWith("USER ", StringComparison.Ordinal)
                && line.Contains("LOGIN@", StringComparison.Ordinal)
            )
            {
                columns = PastedLines.Words(line);
            }
            else if (columns is not null)
            {
                if (OfW(line, columns) is { } session)
                {
                    sessions.Add(session);
                }
            }
            else if (Who().Match(line) is { Success: true } row)
            {
                sessions.Add(
                    new PastedSession(
                        row.Groups["user"].Value,
                        row.Groups["tty"].Value,
                        row.Groups["from"].Value,
                        row.Groups["since"].Value
                    )
                );
            }
        }

        return sessions.Count == 0 ? null : new SessionListing(sessions.ToImmutable());
    }

    private static PastedSession? OfW(string line, string[] columns)
    {
        if (PastedLines.Cut(line, columns.Length - 1) is not { } cut)
        {
            return null;
        }

        var from = Array.IndexOf(columns, "FROM");
        return new PastedSession(
            cut.Words[0],
            cut.Words[1],
            from < 0 || cut.Words[from] == "-" ? "" : cut.Words[from],
            cut.Words[Array.IndexOf(columns, "LOGIN@")]
        );
    }

    [GeneratedRegex(
        @"^(?<user>\S+)( +[-+?])? +(?<tty>\S+) +(?<since>\d{4}-\d\d-\d\d \d\d:\d\d|[A-Z]\w\w +\d+ \d\d:\d\d)( +(\.|old|\d\d:\d\d))?( +\d+)?( +\((?<from>[^)]*)\))?( +id=.*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Who();
}
