using System.Collections.Immutable;
using Fleet.Checks.Catalog.Sshd;
using Fleet.Checks.Diagnosis.Signs;

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
        RuleCause.Of(
            "pam.access",
            GateId.Pam,
            "access.conf refuses the user",
            "ssh.pam/access",
            asked => asked.Question.User,
            _ => "grep -vn '^#' /etc/security/access.conf"
        ),
        RuleCause.Of(
            "pam.shells",
            GateId.Pam,
            "pam_shells does not find the user's shell in /etc/shells",
            "ssh.pam/shells",
            asked => asked.Question.User,
            _ => "cat /etc/shells"
        ),
        new(
            "pam.grace_time",
            GateId.Pam,
            "the login takes longer than LoginGraceTime allows",
            TooSlow
        ),
    ];

    private static CauseFound? TooSlow(DiagnosisCase asked)
    {
        if (GraceTime.Ended(asked) is not { } ended)
        {
            return null;
        }

        var grace = asked.Server.Setting("LoginGraceTime");
        return new CauseFound
        {
            Confidence = Confidence.Certain,
            Summary = grace.IsPresent
                ? $"sshd gives a login {grace.Value} seconds (LoginGraceTime, {grace.Source}), and this one took longer: a slow step in PAM, a second factor, or slow names."
                : "the login took longer than LoginGraceTime allows: a slow step in PAM, a second factor, or slow names.",
            Evidence = [ended],
            Fixes =
            [
                .. asked.Server.Input is { } input
                    ? RuleCause.OnHost(SshdRemedy.Set(input, "LoginGraceTime", "120", grace.Source))
                    : [],
                .. RuleCause.OnHost("grep -vn '^#' /etc/pam.d/sshd"),
            ],
            Disproof = "time ssh to the host ends before LoginGraceTime",
        };
    }
}
