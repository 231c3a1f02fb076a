using System.Collections.Immutable;

namespace Fleet.Controller.Judging.Impacts;

/// <summary>Impacts in short sentences, what weighs most first. Names in them are the host's, raw: whoever shows them escapes them.</summary>
public static class ImpactWords
{
    private const int MostNames = 5;

    /// <summary>Who is concerned on one host: <c>alice lost access (1 key)</c>, <c>root can now log in with a password</c>. Empty: nobody.</summary>
    public static ImmutableArray<string> Of(Impact impact)
    {
        if (impact.Everybody.Length > 0)
        {
            return
            [
                $"everybody lost access: {impact.Everybody}{(impact.LockedOut.IsEmpty ? "" : $" ({Names(impact.LockedOut)})")}",
            ];
        }

        var ports = impact.PortsClosed.IsEmpty
            ? (string[])[]
            :
            [
                $"{Ports(impact.PortsClosed)} closed to everybody{(impact.PortsOpened.IsEmpty ? "" : $"; sshd listens on {Ports(impact.PortsOpened)} now")}",
            ];
        var nobody = impact.NobodyLeft
            ? (string[])[$"nobody can log in any more ({Names(impact.LockedOut)})"]
            : [];
        return [.. ports, .. nobody, .. PrincipalWords.Of(impact)];
    }

    /// <summary>Who is concerned on all of several hosts: <c>root can now log in with a password on 37 hosts</c>.</summary>
    public static ImmutableArray<string> Of(IReadOnlyCollection<Impact> hosts) =>
        Counted([
            .. hosts
                .OrderByDescending(impact => impact.Rank)
                .Select(impact => (IReadOnlyCollection<string>)Of(impact)),
        ]);

    /// <summary>The sentences of several hosts, each once with the number of hosts that it is true of; of one host as they are.</summary>
    public static ImmutableArray<string> Counted(
        IReadOnlyList<IReadOnlyCollection<string>> hosts
    ) =>
        hosts.Count == 1
            ? [.. hosts[0]]
            :
            [
                .. hosts
                    .SelectMany(words => words)
                    .GroupBy(words => words, StringComparer.Ordinal)
                    .Select(group =>
                        $"{group.Key} on {(group.Count() == 1 ? "1 host" : $"{group.Count()} hosts")}"
                    ),
            ];

    internal static string Names(IReadOnlyCollection<string> accounts) =>
        accounts.Count <= MostNames
            ? string.Join(", ", accounts)
            : $"{string.Join(", ", accounts.Take(MostNames))} and {accounts.Count - MostNames} more";

    private static string Ports(ImmutableArray<int> ports) =>
        $"port{(ports.Length == 1 ? "" : "s")} {string.Join(", ", ports)}";
}
