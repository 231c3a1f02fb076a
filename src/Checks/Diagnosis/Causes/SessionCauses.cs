using System.Collections.Immutable;
using Fleet.Checks.Diagnosis.Client;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.SshDebug;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>The login succeeds and the session ends at once.</summary>
internal static class SessionCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        RuleCause.Of(
            "session.limits",
            GateId.Session,
            "limits.conf ends the session",
            "ssh.pam/limits",
            asked => asked.Question.User,
            _ => "grep -rvn '^#' /etc/security/limits.conf /etc/security/limits.d"
        ),
        new(
            "session.closed",
            GateId.Session,
            "the server accepts the user and closes before anything runs",
            Closed
        ),
    ];

    private static CauseFound? Closed(DiagnosisCase asked) =>
        !asked.Client.Reached(Milestone.Authenticated)
        || asked.Client.Reached(Milestone.SessionOpened)
        || (
            asked.Client.Seen(SshDebugKind.Closed)
            ?? asked.Client.Seen(SshDebugKind.Reset)
            ?? asked.Client.Seen(SshDebugKind.Disconnect)
        )
            is not { } line
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Likely,
                Summary =
                    $"sshd accepts {asked.Question.User} and closes before anything runs: ChrootDirectory's owner or mode, a limit, or PAM's session stage.",
                Evidence = [asked.Client.Proof(Milestone.Authenticated)!, line],
                Fixes = RuleCause.OnHost(
                    "journalctl _COMM=sshd + _COMM=sshd-session -n 20 --no-pager",
                    $"sshd -T -C {Catalog.ShellWord.Quote(Server.ConfigPart.Criteria(asked.Question))} | grep -Ei '^(chrootdirectory|forcecommand)'"
                ),
                Disproof = ClientWords.Ssh(asked.Question),
            };
}
