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
        RuleCause.Of(
            "session.pam",
            GateId.Session,
            "PAM cannot open the session",
            "ssh.pam/stack",
            _ => "session",
            _ => "journalctl _COMM=sshd + _COMM=sshd-session --grep pam -n 20 --no-pager"
        ) with
        {
            Explains = ["session.closed", "shell.status"],
        },
        new("session.chroot", GateId.Session, "ChrootDirectory's path is not root's alone", Chroot)
        {
            Explains = ["session.closed"],
        },
        new(
            "session.closed",
            GateId.Session,
            "the server accepts the user and closes before anything runs",
            Closed
        ),
    ];

    private static CauseFound? Chroot(DiagnosisCase asked)
    {
        var folder = asked.Server.Setting("ChrootDirectory");
        var said = LogLines.Last(asked, "chroot_refused");
        return
            folder.Value is not { } path || path is "none" or "" || Hangup.Of(asked) is not { } end
            ? null
            : new CauseFound
            {
                Confidence = said is null ? Confidence.Likely : Confidence.Certain,
                Summary =
                    $"sshd does not lock {asked.Question.User} into {path} ({folder.Source}): every folder on the way must be root's, and writable by root alone.",
                Evidence =
                [
                    end,
                    EvidenceLine.Server($"ChrootDirectory {path}", folder.Source),
                    .. said is null ? [] : new[] { said },
                ],
                Fixes = RuleCause.OnHost(
                    $"namei -l {Catalog.ShellWord.Quote(path)}",
                    $"chown root:root {Catalog.ShellWord.Quote(path)} && chmod 755 {Catalog.ShellWord.Quote(path)}"
                ),
                Disproof =
                    $"namei -l {Catalog.ShellWord.Quote(path)} shows root root and no w for others on every line",
            };
    }

    private static CauseFound? Closed(DiagnosisCase asked) =>
        Hangup.Of(asked) is not { } line
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
