using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Diagnosis.Signs;
using Fleet.Checks.Parsing.AuthLog;

namespace Fleet.Checks.Diagnosis.Causes;

/// <summary>PAM's account stage.</summary>
internal static class PamCauses
{
    public static ImmutableArray<Cause> All { get; } =
    [
        RuleCause.Of(
            "pam.nologin",
            GateId.Pam,
            "a nologin file closes the host to all but root",
            "ssh.accounts/nologin",
            asked => asked.Question.User == "root" ? "\0" : null,
            _ => "ls -l /etc/nologin /run/nologin"
        ),
        RuleCause.Of(
            "pam.stack",
            GateId.Pam,
            "PAM's account stage fails for everybody",
            "ssh.pam/stack",
            _ => "account",
            _ => "journalctl _COMM=sshd + _COMM=sshd-session --grep pam -n 20 --no-pager"
        ),
        new("pam.access", GateId.Pam, "access.conf refuses the user from here", Access),
        RuleCause.Of(
            "pam.shells",
            GateId.Pam,
            "pam_shells does not find the user's shell in /etc/shells",
            "ssh.pam/shells",
            asked => asked.Question.User,
            _ => "cat /etc/shells"
        ),
        LockedOut,
    ];

    // The rule knows of users who come in from nowhere, the model of this source.
    private static CauseFound? Access(DiagnosisCase asked)
    {
        const string file = "/etc/security/access.conf";
        var words = asked.Server.Against("ssh.pam/access", asked.Question.User);
        var line =
            Decisions.Against(asked, GateId.Pam) is { } decision
            && decision.Source.StartsWith(file, StringComparison.Ordinal)
                ? decision
                : null;
        return words is null && line is null
            ? null
            : new CauseFound
            {
                Confidence = Confidence.Certain,
                Summary =
                    words?.Summary
                    ?? $"{line!.Source} refuses {asked.Question.User} from {ClientWords.Source(asked.Question.Source)}.",
                Evidence =
                [
                    line is not null
                        ? EvidenceLine.Server(line.Words, line.Source)
                        : RuleCause.Line(words!),
                ],
                Fixes = RuleCause.OnHost(
                    words is { Remedy: { IsDefaultOrEmpty: false } remedy }
                        ? remedy
                        : [$"edit {line?.Source ?? file}: allow {asked.Question.User} before it"]
                ),
                Disproof = $"grep -vn '^#' {file}",
            };
    }

    private static Cause LockedOut
    {
        get
        {
            var byRule = RuleCause.Of(
                "pam.faillock",
                GateId.Pam,
                "too many wrong passwords locked the account",
                "ssh.pam/faillock",
                asked => asked.Question.User,
                asked => $"faillock --user {ShellWord.Quote(asked.Question.User)}"
            );
            // Keys are not affected: pam_faillock(8) counts passwords.
            return LoggedCauses.OrSaid(
                byRule with
                {
                    Find = asked => Methods.WantsPassword(asked) ? byRule.Find(asked) : null,
                },
                AuthLogKind.PamFaillock
            );
        }
    }
}
