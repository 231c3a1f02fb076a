using System.Collections.Immutable;
using Fleet.Checks.Catalog.SshPam;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.SshAccounts;

/// <summary>Files that close the host to everybody but root.</summary>
public sealed class NoLoginRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "ssh.accounts/nologin",
            Title = "No nologin file closes the host",
            Severity = Severity.Critical,
            Rationale =
                "While /etc/nologin or /run/nologin exists, pam_nologin lets only root in; systemd has the second from the start of the boot until systemd-user-sessions and again at shutdown. With UsePAM no, sshd "
                + "itself looks for /etc/nologin (OpenSSH session.c).",
            Reads = ["nologin/**", LoginAccountRule.UsePam],
            Decides = ["nologin/**"],
            References = ["nologin(5)", "pam_nologin(8)", "systemd-user-sessions.service(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input[SshAccountsCheck.Id];
        var withoutPam = input["ssh.config"].Read(LoginAccountRule.UsePam).Is("no");
        ImmutableArray<string> files = withoutPam
            ? ["/etc/nologin"]
            : [.. SshAccountsCheck.NoLoginFiles];
        var readings = files
            .Select(path => (Path: path, Reading: facts.Read(AccountKey.NoLogin(path))))
            .ToList();
        var present = readings.Where(one => one.Reading.IsPresent).Select(one => one.Path).ToList();
        var unknown = readings.Find(one => one.Reading.IsUnknown);
        var isAsked =
            withoutPam || PamService.From(input)?.AsksForAccounts("pam_nologin.so") != false;
        yield return (
            !isAsked ? Finding(Outcome.NotApplicable, "", "no module of PAM asks for nologin files")
            : present.Count > 0
                ? Finding(
                    Outcome.Fail,
                    "",
                    $"nobody but root can log in: {string.Join(" and ", present)} {(present.Count == 1 ? "exists" : "exist")}"
                ) with
                {
                    Remedy =
                    [
                        .. present.Select(path =>
                            path == "/run/nologin"
                                ? "systemctl start systemd-user-sessions"
                                : $"rm {path}"
                        ),
                    ],
                }
            : unknown.Path is not null
                ? Finding(Outcome.Unknown, "", $"not known: {unknown.Reading.Reason}")
            : Finding(Outcome.Pass, "", "no nologin file exists")
        ) with
        {
            Keys = [.. files.Select(AccountKey.NoLogin)],
        };
    }
}
