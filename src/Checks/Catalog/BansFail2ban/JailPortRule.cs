using Fleet.Checks.Catalog.SshListener;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.BansFail2ban;

/// <summary>A jail closes the port that sshd listens on.</summary>
public sealed class JailPortRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "bans.fail2ban/port",
            Title = "fail2ban's jail for sshd closes sshd's own port",
            Severity = Severity.Medium,
            Rationale =
                "A ban closes the ports that the jail names, by default ssh, which is 22. Where sshd listens elsewhere, the list of bans grows and the banned go on guessing.",
            Reads =
            [
                $"{JailKeys.Jails}/*/{JailKeys.Port}",
                $"{JailKeys.Jails}/*/{JailKeys.Filter}",
                SshListenerCheck.Prefix + "/*",
            ],
            References = ["jail.conf(5) port"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["bans.fail2ban"];
        var coverage = facts.CoverageOf(JailKeys.Jails);
        var jails = JailView.ForSshd(facts);
        if (!coverage.IsCertain || jails.IsEmpty)
        {
            yield return coverage.IsCertain
                ? Finding(Outcome.NotApplicable, "", "no jail watches sshd")
                : Finding(
                    Outcome.Unknown,
                    "",
                    $"not known which jails there are: {coverage.Reason}"
                );
            yield break;
        }

        var listener = input["ssh.listener"];
        var ports = HeldSocket
            .Of(listener)
            .Where(socket => socket.IsSsh)
            .Select(socket => socket.EndPoint.Port)
            .Distinct()
            .Order()
            .ToList();
        foreach (var jail in jails)
        {
            var closed = jail.Read(JailKeys.Port);
            var open = ports.Where(port => !JailPorts.Cover(closed.Value, port)).ToList();
            var finding =
                ports.Count == 0
                    ? Finding(
                        HeldSocket.Doubt(listener) is null
                            ? Outcome.NotApplicable
                            : Outcome.Unknown,
                        jail.Name,
                        HeldSocket.Doubt(listener) is { } doubt
                            ? $"not known where sshd listens: {doubt}"
                            : "sshd does not listen"
                    )
                : open.Count == 0
                    ? Finding(Outcome.Pass, jail.Name, $"the jail {jail.Name} closes sshd's port")
                : Open(jail, closed.Value, open);
            yield return finding with
            {
                Source = closed.Source ?? "",
                Keys = [JailKeys.Key(jail.Name, JailKeys.Port)],
            };
        }
    }

    private Finding Open(JailView jail, string closed, List<int> open)
    {
        var ports = string.Join(',', open);
        return Finding(
            Outcome.Warn,
            jail.Name,
            $"the jail {jail.Name} closes port {closed}, but sshd listens on {ports}: whom it bans goes on"
        ) with
        {
            Remedy =
            [
                $"printf '[%s]\\nport = %s\\n' {ShellWord.Quote(jail.Name)} {ShellWord.Quote($"{closed},{ports}")} > /etc/fail2ban/jail.d/zz-port.local && systemctl restart fail2ban",
            ],
        };
    }
}
