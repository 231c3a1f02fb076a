using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>A jail for sshd has something to read, and a server that reads it.</summary>
public sealed class JailWorksRule : Rule
{
    private const string Journal = "systemd";

    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "bans.fail2ban/jail_works",
            Title = "fail2ban's jail for sshd can work",
            Severity = Severity.Medium,
            Rationale =
                "A jail whose log file is not there keeps the whole server from starting (\"Have not found any log file for sshd jail\"): on a Debian 12 without rsyslog that is the default, because nothing but "
                + "backend = systemd reads the journal. Then nobody is ever banned, and nothing says so.",
            Reads =
            [
                JailKeys.Running,
                $"{JailKeys.Jails}/*/{JailKeys.Filter}",
                $"{JailKeys.Jails}/*/{JailKeys.LogFiles}",
                $"{JailKeys.Jails}/*/{JailKeys.Backend}",
                JailKeys.JournalModule,
            ],
            References = ["jail.conf(5)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["bans.fail2ban"];
        var coverage = facts.CoverageOf(JailKeys.Jails);
        if (!coverage.IsCertain)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known which jails there are: {coverage.Reason}"
            );
            yield break;
        }

        var jails = JailView.ForSshd(facts);
        if (jails.IsEmpty)
        {
            yield return Finding(Outcome.NotApplicable, "", "no jail watches sshd");
        }

        foreach (var jail in jails)
        {
            yield return Of(jail, facts) with
            {
                Source = jail.Source(JailKeys.Backend),
                Keys =
                [
                    JailKeys.Running,
                    JailKeys.Key(jail.Name, JailKeys.Backend),
                    JailKeys.Key(jail.Name, JailKeys.LogFiles),
                ],
            };
        }
    }

    private Finding Of(JailView jail, CheckFacts facts)
    {
        var running = facts.Read(JailKeys.Running);
        var files = jail.Read(JailKeys.LogFiles);
        var backend = jail.Read(JailKeys.Backend).Value;
        return files.Is("none") ? NoLog(jail, facts)
            : backend.StartsWith(Journal, StringComparison.Ordinal)
            && facts.Read(JailKeys.JournalModule).Is("no")
                ? Finding(
                    Outcome.Fail,
                    jail.Name,
                    $"the jail {jail.Name} cannot read the journal: Python's systemd module is missing, so nobody is banned"
                ) with
                {
                    Remedy = ["apt-get install -y python3-systemd && systemctl restart fail2ban"],
                }
            : running.IsUnknown || files.IsUnknown
                ? Finding(
                    Outcome.Unknown,
                    jail.Name,
                    $"not known whether the jail {jail.Name} works: {(running.IsUnknown ? running : files).Reason}"
                )
            : running.Is("no")
                ? Finding(
                    Outcome.Warn,
                    jail.Name,
                    $"fail2ban does not run: the jail {jail.Name} bans nobody"
                ) with
                {
                    Remedy = ["fail2ban-client -t && systemctl restart fail2ban"],
                }
            : Finding(
                Outcome.Pass,
                jail.Name,
                $"the jail {jail.Name} bans for {jail.Read("bantime").Value} s after {jail.Read("maxretry").Value} failures"
            );
    }

    private Finding NoLog(JailView jail, CheckFacts facts)
    {
        var module = facts.Read(JailKeys.JournalModule).Is("no")
            ? "apt-get install -y python3-systemd && "
            : "";
        return Finding(
            Outcome.Fail,
            jail.Name,
            $"the jail {jail.Name} reads {jail.Read(JailKeys.Log).Value}, which is not there: fail2ban does not start with it, so nobody is banned"
        ) with
        {
            Remedy =
            [
                $"{module}printf '[%s]\\nbackend = systemd\\n' {ShellWord.Quote(jail.Name)} > /etc/fail2ban/jail.d/zz-backend.local && systemctl restart fail2ban",
            ],
        };
    }
}
