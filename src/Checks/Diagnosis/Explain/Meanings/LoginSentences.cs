using System.Collections.Immutable;
using static Fleet.Checks.Diagnosis.Explain.Meaning;

namespace Fleet.Checks.Diagnosis.Explain.Meanings;

/// <summary>What a client is told of a login and of its session.</summary>
internal static class LoginSentences
{
    public static readonly ImmutableArray<Sentence> All =
    [
        Of(
            "Permission denied, please try again",
            Points(
                    "method.wrong_password",
                    "The password was refused. sshd answers the same for an account that is not there, or that it keeps out.",
                    "account.unknown",
                    "user.lists",
                    "user.root",
                    "pam.faillock",
                    "account.locked",
                    "method.password_off"
                )
                .Echo()
        ),
        Of("Permission denied (*)", DeniedMeanings.Of("publickey,password", isRoot: false)),
        Of(
            "Access denied",
            Points(
                    "method.wrong_password",
                    "The password was refused.",
                    "account.unknown",
                    "user.lists",
                    "user.root",
                    "pam.faillock"
                )
                .Echo()
        ),
        Of(
            "There were too many logins for",
            Names("session.limits", "maxlogins in limits.conf is reached.")
        ),
        Of("Too many logins for", Names("session.limits", "maxlogins in limits.conf is reached.")),
        Of(
            "This account is currently not available",
            Names(
                "shell.trouble",
                "The account's shell is nologin: the login works, and the session ends."
            )
        ),
        Of(
            "Please login as the user",
            Names(
                "shell.cloud_root",
                "A cloud image closes root by a forced command in root's authorized_keys."
            )
        ),
        Of(
            "Unprivileged users are not permitted to log in",
            Names("pam.nologin", "The host starts or stops: /run/nologin lets nobody in but root.")
        ),
        Of(
            "Your account has expired",
            Names("account.expired", "The account's last day has passed.")
        ),
        Of(
            "account is locked due to",
            Names("pam.faillock", "Too many wrong passwords locked the account for a while.")
        ),
        Of(
            "Account locked due to",
            Names("pam.faillock", "Too many wrong passwords locked the account for a while.")
        ),
        Of(
            "You are required to change your password",
            Names(
                "account.password_expired",
                "The password is too old: it must be changed now, which needs a terminal."
            )
        ),
        Of(
            "Received message too long",
            Names(
                "shell.startup_files",
                "The shell prints something in front of sftp's first packet."
            )
        ),
        Of(
            "is your shell clean",
            Names(
                "shell.startup_files",
                "The shell prints something in front of rsync's first packet."
            )
        ),
        Of(
            "subsystem request failed",
            Names("session.subsystem", "The server cannot start the subsystem (sftp).")
        ),
        Of(
            "shell request failed on channel",
            Open(
                "The login works, and no shell starts: processes, memory or PAM.",
                "session.limits",
                "banner.no_tasks",
                "session.pam",
                "shell.trouble"
            )
        ),
        Of(
            "PTY allocation request failed",
            Open(
                "The login works, and there is no terminal for it.",
                "session.pam",
                "session.disk_full",
                "key.excluded"
            )
        ),
        Of(
            "Session open refused by peer",
            Points(
                "session.limits",
                "The server opens no further session in this connection (MaxSessions).",
                "session.pam"
            )
        ),
        Of(
            "Broken pipe",
            Open(
                    "The connection was cut while ssh wrote to it.",
                    "session.idle",
                    "session.chroot",
                    "session.limits",
                    "key_exchange.path_mtu",
                    "session.disk_full"
                )
                .Echo()
        ),
    ];

    private static Sentence Of(string words, Meaning meaning) =>
        new(words, SignPlace.Client, meaning);
}
