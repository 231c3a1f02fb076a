using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Host;
using Fleet.Checks.Parsing;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Catalog.SshListener;

/// <summary>The ports on which SSH is expected: sshd's configured ones, and those of systemd's socket for it.</summary>
internal sealed partial record SshPorts(
    ImmutableHashSet<int> Configured,
    ImmutableHashSet<int> OfSocketUnit
)
{
    private const string Systemd = "systemd";

    public static async ValueTask<SshPorts> AskAsync(
        IHost host,
        SshdAnswer answer,
        TcpSockets sockets,
        CancellationToken cancellationToken
    )
    {
        var configured = Numbers(Effective(answer)?["ListenAddress"] ?? "");
        var isHeldByInit = sockets.Holders.Values.Any(held => held.Any(p => p.Pid == 1));
        if (!isHeldByInit)
        {
            return new SshPorts(configured, []);
        }

        var units = await SystemdUnit.AskAsync(host, cancellationToken);
        var listen = (units.IsOk ? units.Value : [])
            .Where(unit => unit.Name.EndsWith(".socket", StringComparison.Ordinal) && unit.IsActive)
            .SelectMany(unit => Numbers(unit["Listen"]));
        return new SshPorts(configured, [.. listen]);
    }

    /// <summary>The sockets that concern SSH with who holds them; null: not visible to the agent.</summary>
    public IEnumerable<(ListeningSocket Socket, string? Holder)> Concerning(TcpSockets sockets)
    {
        foreach (
            var socket in ProcNetTcp
                .Listening(sockets.Tcp)
                .Concat(ProcNetTcp.Listening(sockets.Tcp6))
        )
        {
            var holders = sockets.Holders.GetValueOrDefault(socket.Inode, []);
            if (holders.Any(SshdProcesses.IsListener) || IsExpected(socket, holders))
            {
                yield return (socket, NameOf(holders));
            }
        }
    }

    private bool IsExpected(ListeningSocket socket, ImmutableArray<ProcessStatus> holders) =>
        Configured.Contains(socket.Port)
        || (
            OfSocketUnit.Contains(socket.Port) && (holders.IsEmpty || holders.Any(p => p.Pid == 1))
        );

    // systemd keeps the socket it gave away: it stays the holder when sshd has been started for it.
    private static string? NameOf(ImmutableArray<ProcessStatus> holders) =>
        holders.Any(p => p.Pid == 1) ? Systemd
        : holders.Any(SshdProcesses.IsListener) ? SshdProcesses.Name
        : holders.IsEmpty ? null
        : string.Join(' ', holders.Select(p => p.Name).Distinct().Order(StringComparer.Ordinal));

    // A broken configuration has no effective values, but its good lines still say which ports are meant.
    private static SshdEffective? Effective(SshdAnswer answer) =>
        answer.Effective
        ?? (
            answer.Files is { } files
                ? SshdEvaluator.Evaluate(
                    files.Configuration,
                    SshdConnection.Unspecified,
                    OpenSshVersion.Assumed
                )
                : null
        );

    private static ImmutableHashSet<int> Numbers(string sockets) =>
        [
            .. Port()
                .Matches(sockets)
                .Select(m =>
                    int.Parse(
                        m.Groups["port"].ValueSpan,
                        NumberStyles.None,
                        CultureInfo.InvariantCulture
                    )
                ),
        ];

    [GeneratedRegex(
        @":(?<port>\d{1,5})(?=\s|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Port();
}
