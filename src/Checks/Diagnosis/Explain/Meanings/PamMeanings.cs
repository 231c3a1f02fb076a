using Fleet.Checks.Parsing.AuthLog;
using static Fleet.Checks.Diagnosis.Explain.Meaning;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What PAM and its modules say under sshd's name.</summary>
internal static class PamMeanings
{
    public static Meaning? Of(AuthLogKind kind, LoggedLine line) =>
        kind switch
        {
            PamAuthFailure => Points(
                    "method.wrong_password",
                    "PAM refused the password.",
                    "pam.faillock"
                )
                .Echo(),
            PamAccountExpired => Names("account.expired", "The account's last day has passed."),
            PamPasswordExpired => Names(
                "account.password_expired",
                "The password is too old: it must be changed, which needs a terminal."
            ),
            PamAccessDenied => Names(
                "pam.access",
                "A rule of access.conf, or of the directory, refuses the user from here."
            ),
            PamAccountDenied => Points(
                    "pam.nologin",
                    "The key or password was right, and PAM's account stage refused the account. Where no line beside it names a module it is most often a nologin file.",
                    "account.expired",
                    "pam.access",
                    "pam.stack",
                    "pam.faillock",
                    "pam.shells"
                )
                .Echo(),
            PamFaillock => Names(
                "pam.faillock",
                "Too many wrong passwords: the account is locked for a while, and a right one is refused too."
            ),
            PamSessionFailed when line.Has("Too many logins") => Names(
                "session.limits",
                "maxlogins in limits.conf is reached."
            ),
            PamSessionFailed when line.Has("create session") => Names(
                "session.pam",
                "pam_systemd could not register the session: systemd-logind or D-Bus does not answer."
            ),
            PamSessionFailed => Points(
                "session.limits",
                "PAM could not open the session: most often a limit (maxlogins) in limits.conf.",
                "session.pam",
                "session.disk_full"
            ),
            _ => null,
        };
}
