using System.Collections.Immutable;
using Fleet.Checks.Judging;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Catalog.SshAuthLog;

/// <summary>A way in which the log proves that somebody is kept out.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Kinds">The lines.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Title">What ought to hold.</param>
/// <param name="Summary">What is the case; the names follow it.</param>
/// <param name="Rationale">Why it matters.</param>
/// <param name="Reference">Where it is written.</param>
/// <param name="Look">Commands that help whoever it is.</param>
/// <param name="Remedy">Commands for one user or path.</param>
internal sealed record LockOut(
    string Name,
    ImmutableArray<Parsing.AuthLog.AuthLogKind> Kinds,
    Severity Severity,
    string Title,
    string Summary,
    string Rationale,
    string Reference,
    ImmutableArray<string> Look,
    Func<string, ImmutableArray<string>> Remedy
)
{
    /// <summary>For rows whose lines name nobody.</summary>
    public static ImmutableArray<string> None(string name) => [];
}

/// <summary>The table.</summary>
internal static class LockOuts
{
    public static readonly ImmutableArray<LockOut> All =
    [
        new(
            "strict_modes_refused",
            [BadOwnership],
            Severity.High,
            "StrictModes refuses nobody's keys",
            "sshd ignored keys because of owner or mode",
            "Who may write to a path above authorized_keys may add keys: sshd then ignores all of that user's keys.",
            "sshd_config(5) StrictModes",
            [],
            path => [$"ls -ld {Shell.Quote(path)}", $"chmod go-w {Shell.Quote(path)}"]
        ),
        new(
            "keys_unreadable",
            [CouldNotOpenKeys],
            Severity.High,
            "every user's authorized_keys can be read as that user",
            "sshd could not read authorized keys",
            "sshd opens authorized_keys with the user's own rights: root's file, a closed parent or a wrong SELinux label shut the user out.",
            "sshd(8) AUTHORIZED_KEYS FILE FORMAT",
            [],
            user => Shell.Quote(user) == user ? [$"namei -l ~{user}/.ssh/authorized_keys"] : []
        ),
        new(
            "revoked_keys_unreadable",
            [RevocationCheckFailed],
            Severity.Critical,
            "the list of revoked keys can be read",
            "sshd cannot read the list of revoked keys and refuses every key",
            "While the file that RevokedKeys names is missing or unreadable, public key authentication is refused for all users.",
            "sshd_config(5) RevokedKeys",
            ["sshd -T | grep -i '^revokedkeys'"],
            LockOut.None
        ),
        new(
            "account_refused",
            [PamAccountExpired, PamAccountDenied, PamAccessDenied, ShellRefused, AccountLocked],
            Severity.Medium,
            "no account that tries to log in is expired, locked or without a shell",
            "an account was refused although it exists",
            "The key or password may be right: PAM's account stage, a lock or the login shell ends the login.",
            "pam(8), sshd_config(5) UsePAM",
            [],
            user => [$"chage -l {Shell.Quote(user)}", $"getent passwd {Shell.Quote(user)}"]
        ),
        new(
            "temporarily_locked",
            [PamFaillock],
            Severity.Medium,
            "nobody is locked out after failed passwords",
            "pam_faillock refuses even the right password",
            "After too many failed passwords the account is locked for a while, by whomever they were tried.",
            "pam_faillock(8)",
            [],
            user =>
                [
                    $"faillock --user {Shell.Quote(user)}",
                    $"faillock --user {Shell.Quote(user)} --reset",
                ]
        ),
        new(
            "chroot_refused",
            [ChrootRefused],
            Severity.High,
            "ChrootDirectory and its parents belong to root alone",
            "sshd ended sessions because of the owner or mode of ChrootDirectory",
            "Every component must be owned by root and writable by nobody else; otherwise the session ends right after authentication.",
            "sshd_config(5) ChrootDirectory",
            ["sshd -T | grep -i '^chrootdirectory'"],
            LockOut.None
        ),
        new(
            "connections_dropped",
            [MaxstartupsBegin, MaxstartupsDrop],
            Severity.High,
            "no connection is dropped before authentication",
            "sshd drops new connections: too many are not authenticated yet (MaxStartups)",
            "While as many connections as MaxStartups allows stand before authentication, sshd drops new ones at random, those of your people included.",
            "sshd_config(5) MaxStartups, PerSourceMaxStartups",
            [
                "sshd -T | grep -Ei '^(maxstartups|persourcemaxstartups|logingracetime)'",
                "ss -Htn state established '( sport = :22 )'",
            ],
            LockOut.None
        ),
        new(
            "session_refused",
            [PamSessionFailed],
            Severity.Medium,
            "PAM opens the session of everybody who is let in",
            "PAM did not open sessions",
            "Authentication succeeded, then pam_limits, pam_systemd or another session module ended the login.",
            "pam(8), limits.conf(5)",
            ["journalctl --since -1h --grep 'pam_|PAM' --no-pager"],
            LockOut.None
        ),
    ];
}
