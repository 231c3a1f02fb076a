using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Meaning;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What PAM, SSSD and the tools for accounts write.</summary>
internal static class AccountSentences
{
    public static readonly ImmutableArray<Sentence> All =
    [
        Of(
            "Attempted login by",
            Names(
                "shell.trouble",
                "The account's shell is nologin: the login works, and the session ends."
            )
        ),
        Of(
            "change user * shell * to '*nologin'",
            Points("shell.trouble", "The account got a shell that ends every session.")
        ),
        Of(
            "change user * shell * to '*/false'",
            Points("shell.trouble", "The account got a shell that ends every session.")
        ),
        Of(
            "Failed to create session",
            Names(
                "session.pam",
                "The session could not be registered: systemd-logind or D-Bus does not answer."
            )
        ),
        Of("org.freedesktop.login1", Points("session.pam", "systemd-logind does not answer.")),
        Of(
            "pam_open_session()",
            Points(
                "session.limits",
                "PAM could not open the session: most often a limit (maxlogins) in limits.conf.",
                "session.pam"
            )
        ),
        Of(
            "Consecutive login failures",
            Names("pam.faillock", "Too many wrong passwords locked the account for a while.")
        ),
        Of(
            "temporarily locked",
            Names("pam.faillock", "Too many wrong passwords locked the account for a while.")
        ),
        Of("by PAM account configuration", LoginRefusedByPam()),
        Of(
            "pam_access*access denied",
            Names("pam.access", "A rule of access.conf refuses the user from here.")
        ),
        Of(
            "pam_sss*Permission denied",
            Points(
                "pam.access",
                "The directory's rules (HBAC) refuse the user on this host.",
                "account.expired"
            )
        ),
        Of(
            "has expired (account expired)",
            Names("account.expired", "The account's last day has passed.")
        ),
        Of(
            "expired password for user",
            Names("account.password_expired", "The password is too old.")
        ),
        Of(
            "sssd*offline",
            Points(
                "account.unknown",
                "The directory does not answer: its accounts are not known on the host."
            )
        ),
        Of(
            "Backend is offline",
            Points(
                "account.unknown",
                "The directory does not answer: its accounts are not known on the host."
            )
        ),
        Of(
            "Online status: Offline",
            Points(
                "account.unknown",
                "The directory does not answer: its accounts are not known on the host."
            )
        ),
        Of(
            "POSSIBLE BREAK-IN ATTEMPT",
            Open(
                "The address' name does not lead back to it: sshd looks names up (UseDNS).",
                "user.slow_names"
            )
        ),
    ];

    private static Sentence Of(string words, Meaning meaning) =>
        new(words, SignPlace.Host, meaning);

    private static Meaning LoginRefusedByPam() =>
        Points(
                "pam.nologin",
                "The key or password was right, and PAM's account stage refused the account.",
                "account.expired",
                "pam.access",
                "pam.stack",
                "pam.faillock"
            )
            .Echo();
}
