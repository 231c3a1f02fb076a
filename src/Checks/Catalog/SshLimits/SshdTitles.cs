using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;

namespace Fleet.Checks.Catalog.SshLimits;

/// <summary>
/// What sshd's processes say of themselves by their titles (<c>setproctitle</c> in <c>sshd.c</c>, <c>sshd-session.c</c>, <c>auth2.c</c>, <c>session.c</c>): the listener counts connections that have not
/// authenticated (<c>2 of 10-100 startups</c>, 8.2 and newer), a connection before that is <c>[accepted]</c> or has a child <c>[net]</c>, one after it names its terminals (<c>alice@pts/0,pts/1</c>).
/// </summary>
/// <param name="Unauthenticated">Connections that have not authenticated.</param>
/// <param name="Limits">As the running daemon has them, <c>10-100</c>; null where its title says none.</param>
/// <param name="MostTerminals">Terminals of the connection with the most.</param>
internal sealed partial record SshdTitles(int Unauthenticated, string? Limits, int MostTerminals)
{
    /// <summary>comm of all that sshd runs as: one binary up to 9.7, then sshd-session, then sshd-auth too.</summary>
    public static readonly ImmutableArray<string> Names =
    [
        SshdProcesses.Name,
        "sshd-session",
        "sshd-auth",
    ];

    /// <summary>The host's own daemon is the one whose parent is init.</summary>
    public static SshdTitles Read(ImmutableArray<ProcessStatus> processes)
    {
        var listener = processes
            .Where(SshdProcesses.IsListener)
            .OrderBy(process => process.ParentPid == 1 ? 0 : 1)
            .ThenBy(process => process.Pid)
            .Select(process => Startups().Match(Title(process)))
            .FirstOrDefault(match => match.Success);
        return new SshdTitles(
            listener is null ? Counted(processes) : Number(listener, "used"),
            listener is null ? null : $"{Number(listener, "start")}-{Number(listener, "full")}",
            processes.Select(Terminals).DefaultIfEmpty().Max()
        );
    }

    private static int Counted(ImmutableArray<ProcessStatus> processes) =>
        processes
            .Where(IsBeforeAuthentication)
            .Select(process => IsChild(process) ? process.ParentPid : process.Pid)
            .Distinct()
            .Count();

    private static bool IsBeforeAuthentication(ProcessStatus process) =>
        IsChild(process) || Title(process).EndsWith(": [accepted]", StringComparison.Ordinal);

    private static bool IsChild(ProcessStatus process) =>
        process.Name == "sshd-auth" || Title(process).EndsWith("[net]", StringComparison.Ordinal);

    // sshd: alice@pts/0,pts/1; alice@notty has none.
    private static int Terminals(ProcessStatus process)
    {
        var title = Title(process);
        var at = title.LastIndexOf('@');
        return title.StartsWith("sshd", StringComparison.Ordinal) && at > 0
            ? title[(at + 1)..]
                .Split(',')
                .Count(name => name.StartsWith("pts/", StringComparison.Ordinal))
            : 0;
    }

    private static string Title(ProcessStatus process) =>
        string.Join(' ', process.Arguments).TrimEnd();

    private static int Number(Match match, string name) =>
        int.TryParse(
            match.Groups[name].ValueSpan,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;

    [GeneratedRegex(
        @"\[listener\] (?<used>\d{1,9}) of (?<start>\d{1,9})-(?<full>\d{1,9}) startups$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Startups();
}
