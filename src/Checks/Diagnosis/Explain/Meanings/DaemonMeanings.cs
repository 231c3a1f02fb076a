using Fleet.Checks.Parsing.AuthLog;
using static Fleet.Checks.Diagnosis.Explain.Meaning;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What sshd says of itself and of connections that come to no login.</summary>
internal static class DaemonMeanings
{
    public static Meaning? Of(AuthLogKind kind, LoggedLine line) =>
        Daemon(kind, line) ?? Connection(kind);

    private static Meaning? Daemon(AuthLogKind kind, LoggedLine line) =>
        kind switch
        {
            ServerListening => Good("sshd started and takes connections."),
            ReceivedSighup => Note("sshd reads its configuration again."),
            Terminated => Note("sshd was told to end."),
            BindFailed => Bind(line),
            HostKeyUnusable or NoHostKeys => Names(
                "listener.no_host_keys",
                "sshd cannot load a host key, and without one it does not start."
            ),
            PrivsepMissing => Names(
                "listener.privilege_separation",
                "The directory that sshd needs for privilege separation is missing, or not root's alone: sshd does not start."
            ),
            ConfigError => Config(line),
            VersionMismatch => Names(
                "banner.not_restarted",
                "The package was upgraded under the running sshd: every new connection ends until it is restarted."
            ),
            ForkFailed when line.Has("allocate memory") => Names(
                "banner.no_memory",
                "The host has no memory for another process."
            ),
            ForkFailed => Points(
                "banner.no_tasks",
                "sshd may start no more processes.",
                "banner.no_processes",
                "banner.no_memory"
            ),
            _ => null,
        };

    private static Meaning? Connection(AuthLogKind kind) =>
        kind switch
        {
            UnableToNegotiate => Names(
                "key_exchange.nothing_common",
                "Client and server have no algorithm in common; the line has what the client offers."
            ),
            MaxstartupsDrop or MaxstartupsBegin => Names(
                "banner.startups",
                "sshd turns new connections away: too many are not logged in yet (MaxStartups)."
            ),
            MaxstartupsEnd => Note("sshd takes every connection again (MaxStartups)."),
            PenaltyDrop or PenaltyActivated => Names(
                "banner.penalty",
                "sshd turns this address away for a while, for what came from it before (PerSourcePenalties)."
            ),
            RefusedConnect => Names(
                "banner.hosts_deny",
                "tcp_wrappers refused the address: hosts.allow and hosts.deny decide."
            ),
            BreakInAttempt => Open(
                "The address' name does not lead back to it: sshd looks names up (UseDNS), which costs time and decides nothing.",
                "user.slow_names"
            ),
            NoIdentification or BadProtocol => Note(
                "Somebody connected and spoke no SSH: a scanner, monitoring, or a wrong program."
            ),
            PacketCorrupt => Open(
                "A packet did not arrive as it was sent.",
                "key_exchange.stalled",
                "banner.not_ssh"
            ),
            UsernameChanged => Note("The client changed the user's name on its way: a scanner."),
            _ => null,
        };

    private static Meaning Bind(LoggedLine line) =>
        line.Has("already in use") ? Names("listener.taken", "Another process holds the port.")
        : line.Has("Cannot assign")
            ? Names(
                "listener.address_not_there",
                "ListenAddress names an address that the host does not have, or not yet."
            )
        : line.Has("Permission denied")
            ? Names(
                "listener.selinux_port",
                "sshd may not use the port: SELinux allows ssh_port_t only."
            )
        : Open(
                "sshd got none of its ports and ends.",
                "listener.taken",
                "listener.address_not_there",
                "listener.selinux_port"
            )
            .Echo();

    // The client complains of its own configuration in the same words.
    private static Meaning Config(LoggedLine line) =>
        line.Has("ssh_config") && !line.Has("sshd_config") || line.Has("/.ssh/config")
            ? Names(
                "name.client_config",
                "ssh does not understand a line of its own configuration, and stops."
            )
            : Names(
                "listener.config",
                "sshd does not understand its configuration: it does not start, and does not reload."
            );
}
