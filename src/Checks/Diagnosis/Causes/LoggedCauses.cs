using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Explain.Advices;
using Fleet.Checks.Facts;
using Fleet.Checks.Parsing.AuthLog;
using static Fleet.Checks.Parsing.AuthLog.AuthLogKind;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>Causes that sshd or the client names in words. State beats them: each yields to a cause of its gate that the host's state makes certain.</summary>
internal static class LoggedCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        Of(
            "name.client_config",
            GateId.Name,
            "ssh does not understand a line of its own configuration"
        ),
        Of(
            "listener.privilege_separation",
            GateId.Listener,
            "sshd does not start: its directory for privilege separation is missing or not root's alone",
            PrivsepMissing
        ),
        Of(
            "banner.penalty",
            GateId.Banner,
            "sshd turns the client's address away for a while (PerSourcePenalties)",
            PenaltyDrop
        ),
        Of("user.slow_names", GateId.User, "sshd waits for a slow name server"),
        Of(
            "user.not_reloaded",
            GateId.User,
            "the configuration was changed, and the running sshd has not read it"
        ),
        Of("method.password_off", GateId.Method, "sshd takes no passwords from this user"),
        Of(
            "method.wrong_password",
            GateId.Method,
            "the password is wrong",
            FailedPassword,
            FailedKeyboardInteractive,
            PamAuthFailure
        ),
        Of(
            "method.grace_time",
            GateId.Method,
            "nobody logged in within LoginGraceTime",
            AuthLogKind.Timeout
        ),
        Of(
            "key.algorithm",
            GateId.Key,
            "sshd does not take the key's kind, its signature or its length",
            KeyTypeRefused,
            KeyTooShort
        ),
        Of(
            "key.certificate",
            GateId.Key,
            "the user's certificate does not count",
            CertificateRefused
        ),
        Of("key.revoked", GateId.Key, "the key is revoked on the host", KeyRevoked),
        Of(
            "key.command",
            GateId.Key,
            "the program that prints the keys fails, or sshd does not trust it",
            KeysCommandFailed
        ),
        Of("pam.faillock", GateId.Pam, "too many wrong passwords locked the account", PamFaillock),
        Of("session.pam", GateId.Session, "PAM cannot open the session", PamSessionFailed),
        Of(
            "session.chroot",
            GateId.Session,
            "ChrootDirectory's path is not root's alone",
            ChrootRefused
        ),
        Of(
            "session.subsystem",
            GateId.Session,
            "the subsystem (sftp) cannot be started",
            SubsystemFailed
        ),
        Of("session.idle", GateId.Session, "the connection is cut while it is idle", ClientTimeout),
        Of("shell.forced_command", GateId.Shell, "a forced command takes the place of the shell"),
        Of("shell.startup_files", GateId.Shell, "a start-up file of the shell prints or exits"),
    ];

    private static Cause Of(
        string id,
        GateId gate,
        string title,
        params ImmutableArray<AuthLogKind> kinds
    )
    {
        ImmutableArray<string> names = [.. kinds.Select(kind => kind.Name())];
        return new Cause(id, gate, title, asked => Find(asked, id, title, names))
        {
            YieldsToOthers = true,
        };
    }

    private static CauseFound? Find(
        DiagnosisCase asked,
        string id,
        string title,
        ImmutableArray<string> kinds
    ) =>
        (asked.Server.Log.Value ?? [])
            .Where(line => kinds.Contains(line.Kind))
            .Select(line => (EventLine?)line)
            .LastOrDefault()
            is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary = $"sshd says so: {title}.",
                Evidence = [EvidenceLine.Log(line.Text, $"{line.At:HH:mm:ss} sshd")],
                Fixes = Advice.Of(id)?.Fixes(Blanks.From(asked.Question)) ?? [],
                Disproof = Advice.Of(id)?.Tell(Blanks.From(asked.Question))?.Command ?? "",
            };
}
