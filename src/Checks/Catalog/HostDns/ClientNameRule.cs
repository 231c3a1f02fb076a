using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostDns;

/// <summary>No login waits for the name of a client.</summary>
public sealed class ClientNameRule : WaitRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.dns/client_name",
            Title = "no login waits for the client's name",
            Severity = Severity.Medium,
            Rationale =
                "With UseDNS yes sshd looks up the client's name, and the addresses of that name, before it asks for a password; libwrap does so for names in hosts.allow and hosts.deny. A dead name "
                + "server holds up each login by 5 s a try, server and search domain, often 10 to 30 s, and clients with short timeouts give up. Names in from= count only with UseDNS yes.",
            Reads = [DnsKeys.AskedBy, DnsKeys.ClientAnswer, DnsKeys.NameServers],
            Parameters = Limits,
            References = ["sshd_config(5) UseDNS", "resolv.conf(5)", "hosts_access(5)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var asked = input["host.dns"].Read(DnsKeys.AskedBy);
        var libwrap = input["firewall.hosts_deny"].Status != RunStatus.NotApplicable;
        var useDns = asked.Value.Contains(DnsKeys.UseDns, StringComparison.Ordinal);
        var names = libwrap && asked.Value.Contains(DnsKeys.HostsAccess, StringComparison.Ordinal);
        var finding =
            !asked.IsPresent
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether sshd looks up names: {asked.Reason}"
                )
            : !useDns && !names ? Finding(Outcome.Pass, "", "sshd looks up no names before a login")
            : Waits(
                input,
                DnsKeys.ClientAnswer,
                useDns
                    ? "every login waits for the client's name (UseDNS yes)"
                    : "every connection waits for the client's name (hosts.allow, hosts.deny)"
            );
        yield return finding with
        {
            Keys = [DnsKeys.AskedBy, DnsKeys.ClientAnswer],
            Remedy =
                finding.Outcome is not (Outcome.Warn or Outcome.Fail) ? []
                : useDns
                    ?
                    [
                        .. Sshd.SshdRemedy.Set(
                            input,
                            "UseDNS",
                            "no",
                            input["ssh.config"].Read("sshd_config/UseDNS").Source ?? ""
                        ),
                        .. LookAtResolver(input),
                    ]
                :
                [
                    "write addresses in place of names in /etc/hosts.allow and /etc/hosts.deny",
                    .. LookAtResolver(input),
                ],
        };
    }
}
