using Fleet.Checks.Parsing.AuthLog;
using static Fleet.Checks.Diagnosis.Explain.Meaning;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What a line of sshd's log means: who is let in, and who is not.</summary>
internal static class LogMeanings
{
    /// <summary>Null for a kind that says nothing of a login.</summary>
    /// <param name="kind">The line's kind.</param>
    /// <param name="line">What else it says.</param>
    public static Meaning? Of(AuthLogKind kind, LoggedLine line) =>
        Outcome(kind, line)
        ?? Named(kind, line)
        ?? OfKeys(kind, line)
        ?? Later(kind)
        ?? DaemonMeanings.Of(kind, line);

    private static Meaning? Outcome(AuthLogKind kind, LoggedLine line) =>
        kind switch
        {
            AcceptedPublickey
            or AcceptedPassword
            or AcceptedKeyboardInteractive
            or AcceptedHostbased
            or AcceptedGssapi
            or AcceptedOther => Good("sshd let the user in."),
            SessionOpened => Good("PAM opened the session."),
            SessionClosed => Note("The session ended."),
            FailedPassword or FailedKeyboardInteractive => Password(line),
            FailedPublickey => Points(
                "key.not_in_file",
                "sshd refused this key (LogLevel VERBOSE says so): it is in no file that sshd reads for the user, or its line does not count.",
                "key.line_broken",
                "key.excluded",
                "paths.strict_modes",
                "paths.unreadable"
            ),
            FailedNone or FailedOther or FailedHostbased or FailedGssapi or PostponedAuth => Note(
                "A method was tried and did not do; ssh goes on with the next."
            ),
            ConnectionClosedPreauth or DisconnectedPreauth or ConnectionResetPreauth => Closed(
                line
            ),
            ConnectionClosed
            or ConnectionReset
            or Disconnected
            or ReceivedDisconnect
            or ReceivedDisconnectPreauth
            or Disconnecting => Note("The connection ended."),
            ConnectionFrom => Note("A client connected."),
            _ => null,
        };

    private static Meaning? Named(AuthLogKind kind, LoggedLine line) =>
        kind switch
        {
            PartialAuth => Names(
                "method.second_factor",
                "One method did, and AuthenticationMethods wants another besides."
            ),
            InvalidUser or PamUserUnknown => Names(
                "account.unknown",
                "The host knows no account of that name: mistyped, or its directory (LDAP, SSSD) does not answer."
            ),
            TooManyAuthFailures or MaxAuthExceeded => Names(
                "key.too_many",
                "The client used up MaxAuthTries: each key that it offers counts as a try."
            ),
            NotAllowed => Names(
                "user.lists",
                $"The running sshd's lists keep the user out: {line.Detail}.",
                "user.not_reloaded"
            ),
            AccountLocked => Names(
                "account.locked",
                "The password is locked, and without UsePAM sshd minds even for keys."
            ),
            ShellRefused => Names(
                "shell.trouble",
                $"sshd refuses the account before it looks at any key: {line.Detail}."
            ),
            RootLoginRefused => Names(
                "user.root",
                "root showed a right key, and PermitRootLogin refuses root."
            ),
            CertificateRefused => Names(
                NarrowKeys.OfCertificate(line),
                $"The certificate does not count: {line.Detail}."
            ),
            _ => PamMeanings.Of(kind, line),
        };

    private static Meaning? OfKeys(AuthLogKind kind, LoggedLine line) =>
        kind switch
        {
            BadOwnership => Names(
                "paths.strict_modes",
                "sshd does not trust the key file: others may write to its path (StrictModes)."
            ),
            CouldNotOpenKeys => Names(
                "paths.unreadable",
                "sshd, as the user, could not open the key file.",
                "mac.selinux_label"
            ),
            SourceNotPermitted => Names(
                "key.from",
                "The key is right, and from= in front of it names other places."
            ),
            RefusedByOptions => Names(
                "key.excluded",
                "The key is right, and the options in front of it exclude this login (from=, expiry-time=)."
            ),
            KeyRevoked => Names("key.revoked", "The key is in the list of revoked keys."),
            RevocationCheckFailed => Names(
                "key.revoked_list",
                "The list of revoked keys cannot be read, and so every key is refused."
            ),
            KeyTooShort => Names(
                "key.too_short",
                "The key is shorter than sshd takes (RequiredRSASize)."
            ),
            KeyTypeRefused => Names(
                NarrowKeys.OfType(line),
                "The kind of key, its signature (SHA-1) or its length is not taken."
            ),
            KeysCommandFailed => Names(
                "key.command",
                "The program that should print the keys failed, or sshd does not trust its path."
            ),
            _ => null,
        };

    private static Meaning? Later(AuthLogKind kind) =>
        kind switch
        {
            ChrootRefused => Names(
                "session.chroot",
                "The user is in, and the session ends: ChrootDirectory's path must be root's alone, every part of it."
            ),
            SubsystemFailed => Names(
                "session.subsystem",
                "The subsystem (sftp) could not be started."
            ),
            AuthLogKind.Timeout => Names(
                "method.grace_time",
                "Nobody logged in within LoginGraceTime."
            ),
            ClientTimeout => Names(
                "session.idle",
                "The client no longer answers (ClientAliveCountMax)."
            ),
            _ => null,
        };

    private static Meaning Password(LoggedLine line) =>
        line.IsInvalidUser
            ? Open(
                    "A password was refused for a name that sshd takes for invalid: there is no such account, or one of sshd's lists, a lock or the shell keeps it out. The line above says which.",
                    "account.unknown",
                    "user.lists",
                    "account.locked",
                    "shell.trouble"
                )
                .Echo()
        : line.User == "root"
            ? new Meaning(
                "root's password was refused. A right one leaves the same line where PermitRootLogin forbids it.",
                [
                    new Suspect("user.root", Confidence.Likely),
                    new Suspect("method.wrong_password", Confidence.Likely),
                    new Suspect("pam.faillock", Confidence.Possible),
                ]
            )
        : Points("method.wrong_password", "The password was refused.", "pam.faillock").Echo();

    private static Meaning Closed(LoggedLine line) =>
        line.IsAuthenticating
            ? Open(
                    "The client gave up. At this LogLevel sshd writes nothing of the keys that it refused: many causes leave exactly this line.",
                    SilentRefusals.InLog
                )
                .Echo()
        : line.IsInvalidUser
            ? Open(
                    "The client gave up; sshd took the name for invalid: there is no such account, or sshd's lists, a lock or the shell keep it out.",
                    "user.lists",
                    "account.unknown",
                    "account.locked",
                    "shell.trouble"
                )
                .Echo()
        : Open(
                "The client left before it named a user: it did not take the host's key, or it only looked (a scanner, monitoring, ssh-keyscan).",
                "host_key.changed",
                "host_key.not_known",
                "host_key.revoked"
            )
            .Echo();
}
