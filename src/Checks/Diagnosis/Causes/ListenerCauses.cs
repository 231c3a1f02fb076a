using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Server;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Probe;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>Nobody takes the connection for sshd.</summary>
internal static class ListenerCauses
{
    private const string Running = "ssh.service/running";

    public static ImmutableArray<Cause> All { get; } =
    [
        new(
            "listener.no_host_keys",
            GateId.Listener,
            "sshd does not start: it has no host key that it can load",
            asked => Broken(asked, "ssh.host_keys/any")
        )
        {
            Explains = ["listener.config", "listener.stopped"],
        },
        new(
            "listener.privilege_separation",
            GateId.Listener,
            "sshd does not start: its privilege separation directory is missing or not root's alone",
            PrivilegeSeparation
        )
        {
            Explains = ["listener.config", "listener.stopped"],
        },
        new(
            "listener.config",
            GateId.Listener,
            "sshd does not start: it refuses its configuration",
            asked => Broken(asked, "ssh.service/config_valid")
        )
        {
            Explains = ["listener.stopped"],
        },
        new("listener.stopped", GateId.Listener, "sshd is not running", Stopped),
        new("listener.taken", GateId.Listener, "another process holds the port", Taken),
        new(
            "listener.elsewhere",
            GateId.Listener,
            "sshd listens elsewhere: on other addresses or another port",
            Elsewhere
        ),
        new(
            "listener.refused",
            GateId.Listener,
            "the port is closed: no sshd there, or a firewall or ban that answers so",
            Refused
        ),
    ];

    private static CauseFound? Stopped(DiagnosisCase asked) =>
        asked.Server.Running.Value != "no"
            ? null
            : Found(
                asked,
                asked.Server.Against(Running)?.Summary ?? "sshd is not running.",
                asked.Server.Running.Source,
                asked.Server.Against(Running)?.Remedy ?? [$"systemctl start {asked.Server.Unit}"]
            ) with
            {
                Rule = Running,
            };

    private static CauseFound? Broken(DiagnosisCase asked, string rule) =>
        asked.Server.Running.Value != "no" || asked.Server.Against(rule) is not { } finding
            ? null
            : Found(
                asked,
                finding.Summary,
                finding.Source,
                [
                    .. finding.Remedy,
                    .. asked.Server.Unit.Length > 0
                        ?
                        [
                            $"systemctl reset-failed {asked.Server.Unit}; systemctl start {asked.Server.Unit}",
                        ]
                        : ImmutableArray<string>.Empty,
                ]
            ) with
            {
                Rule = Running,
            };

    // systemd takes the directory away when the unit stops, and makes it when it starts: only what sshd said tells whether it was there.
    private static CauseFound? PrivilegeSeparation(DiagnosisCase asked) =>
        asked.Server.Running.Value != "no"
        || LogLines.Last(asked, "privsep_missing") is not { } said
            ? null
            : Found(
                asked,
                $"sshd did not start: {said.Text}.",
                said.Source,
                [
                    "install -d -m 755 -o root -g root /run/sshd",
                    $"systemctl reset-failed {asked.Server.Unit}; systemctl start {asked.Server.Unit}",
                    $"systemctl cat {asked.Server.Unit} | grep -i RuntimeDirectory",
                ]
            );

    private static CauseFound? Taken(DiagnosisCase asked) =>
        Sockets(asked).FirstOrDefault(socket => IsAsked(socket, asked) && !socket.IsSsh)
            is not { } other
            ? null
            : Found(
                asked,
                $"{other.Holder} holds port {asked.Question.Port} of the host, not sshd.",
                "/proc/net/tcp",
                [$"ss -tlnp 'sport = :{asked.Question.Port}'"]
            );

    private static CauseFound? Elsewhere(DiagnosisCase asked)
    {
        var own = Sockets(asked).Where(socket => socket.IsSsh).ToList();
        return
            asked.Server.Running.Value == "no"
            || own.Count == 0
            || Sockets(asked).Any(socket => IsAsked(socket, asked))
            ? null
            : Found(
                asked,
                $"sshd listens on {string.Join(" and ", own.Select(socket => socket.EndPoint))}, not on {ClientWords.Target(asked.Question)} port {asked.Question.Port}.",
                "/proc/net/tcp",
                []
            ) with
            {
                Fixes =
                [
                    .. own.Where(socket => socket.EndPoint.Port != asked.Question.Port)
                        .Take(1)
                        .SelectMany(socket =>
                            RuleCause.OnClient(
                                ClientWords.Ssh(asked.Question with { Port = socket.EndPoint.Port })
                            )
                        ),
                    .. RuleCause.OnHost(
                        "grep -rniE '^\\s*(Port|ListenAddress|AddressFamily)' /etc/ssh/sshd_config /etc/ssh/sshd_config.d"
                    ),
                ],
            };
    }

    private static CauseFound? Refused(DiagnosisCase asked) =>
        Connecting.Outcome(asked) is not (ConnectOutcome.Refused or ConnectOutcome.Reset)
        || asked.Server.Sockets.IsPresent
        || asked.Server.Running.IsPresent
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary =
                    $"port {asked.Question.Port} of {ClientWords.Target(asked.Question)} is closed: sshd does not listen there, or a firewall or ban rejects {asked.Question.Vantage}.",
                Evidence = Connecting.Failure(asked),
                Fixes = RuleCause.OnHost(
                    $"ss -tlnp 'sport = :{asked.Question.Port}'",
                    "systemctl status ssh sshd; sshd -t",
                    "nft list ruleset; fail2ban-client status sshd"
                ),
                Disproof = $"ss -tln on the host shows port {asked.Question.Port}",
            };

    private static IReadOnlyList<ServerSocket> Sockets(DiagnosisCase asked) =>
        asked.Server.Sockets.Value ?? [];

    private static bool IsAsked(ServerSocket socket, DiagnosisCase asked) =>
        asked.Question.Address is { } address
            ? socket.Takes(address, asked.Question.Port)
            : socket.EndPoint.Port == asked.Question.Port;

    private static CauseFound Found(
        DiagnosisCase asked,
        string summary,
        string source,
        ImmutableArray<string> commands
    ) =>
        new()
        {
            Confidence = Confidence.Certain,
            Summary = summary,
            Evidence = [EvidenceLine.Server(summary, source), .. Connecting.Failure(asked)],
            Fixes = RuleCause.OnHost(commands),
            Disproof = ClientWords.Dial(asked.Question),
        };
}
