using System.Collections.Immutable;

namespace Fleet.Checks.Host;

/// <content>systemd and its journal.</content>
public sealed partial class HostCommand
{
    private static readonly ImmutableArray<string> SystemctlPaths =
    [
        "/usr/bin/systemctl",
        "/bin/systemctl",
    ];
    private static readonly ImmutableArray<string> JournalctlPaths =
    [
        "/usr/bin/journalctl",
        "/bin/journalctl",
    ];

    /// <summary><c>systemctl show -p … UNIT…</c> (systemctl(1)): first argument a comma list of properties, then unit names.</summary>
    public static HostCommand SystemctlShow { get; } =
        new(
            "systemctl show",
            Capability.RunCommand,
            SystemctlPaths,
            ["show", "--no-pager", "-p"],
            a => a.Length >= 2 && a.All(IsPlainWord)
        );

    /// <summary>
    /// <c>journalctl</c> for sshd's messages by _COMM, as JSON lines with cursors. One variable argument: <c>--after-cursor=C</c> or <c>--since=@SECONDS</c>.
    /// </summary>
    public static HostCommand JournalSshd { get; } =
        new(
            "journalctl sshd",
            Capability.ReadJournal,
            JournalctlPaths,
            [
                "--no-pager",
                "--quiet",
                "--output=json",
                "--all",
                "--utc",
                "--output-fields=MESSAGE,_PID,_UID,SYSLOG_IDENTIFIER,_COMM,__CURSOR,__REALTIME_TIMESTAMP,_SOURCE_REALTIME_TIMESTAMP",
                "_COMM=sshd",
                "+",
                "_COMM=sshd-session",
                "+",
                "_COMM=sshd-auth",
            ],
            a => a.Length == 1 && (IsOption(a[0], "--after-cursor=") || IsOption(a[0], "--since=@"))
        )
        {
            MaxOutput = 8 << 20,
        };

    /// <summary>
    /// <c>journalctl</c> for what security modules refused: records of type 1400, which journald hears itself, or the kernel's own lines. One variable argument:
    /// <c>--after-cursor=C</c> or <c>--since=@SECONDS</c>. Programs of users cannot write either.
    /// </summary>
    public static HostCommand JournalAudit { get; } =
        new(
            "journalctl audit",
            Capability.ReadJournal,
            JournalctlPaths,
            [
                "--no-pager",
                "--quiet",
                "--output=json",
                "--all",
                "--utc",
                "--output-fields=MESSAGE,__CURSOR,__REALTIME_TIMESTAMP,_SOURCE_REALTIME_TIMESTAMP",
                "_AUDIT_TYPE=1400",
                "+",
                "_TRANSPORT=kernel",
            ],
            a => a.Length == 1 && (IsOption(a[0], "--after-cursor=") || IsOption(a[0], "--since=@"))
        )
        {
            MaxOutput = 4 << 20,
        };
}
