using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostDns;

/// <summary>Kerberos does not wait for the host's own name.</summary>
public sealed class GssapiRule : WaitRule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.dns/gssapi",
            Title = "no login waits for this host's own name",
            Severity = Severity.Low,
            Rationale =
                "With GSSAPIAuthentication yes sshd prepares its Kerberos identity for every client that tries that method, and the library looks up this host's own name both ways for it. Where "
                + "the resolver hangs, so does the login, before keys and passwords are tried. Clients without tickets can leave the method out.",
            Reads = [DnsKeys.Gssapi, DnsKeys.OwnAnswer, DnsKeys.NameServers],
            Parameters = Limits,
            References =
            [
                "sshd_config(5) GSSAPIAuthentication",
                "krb5.conf(5) dns_canonicalize_hostname",
            ],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var gssapi = input["host.dns"].Read(DnsKeys.Gssapi);
        var finding =
            !gssapi.IsPresent
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known whether sshd uses Kerberos: {gssapi.Reason}"
                )
            : gssapi.Is("no") ? Finding(Outcome.NotApplicable, "", "sshd does not use Kerberos")
            : Waits(
                input,
                DnsKeys.OwnAnswer,
                "logins that try Kerberos wait for this host's own name"
            );
        yield return finding with
        {
            Keys = [DnsKeys.Gssapi, DnsKeys.OwnAnswer],
            Remedy = finding.Outcome is not (Outcome.Warn or Outcome.Fail)
                ? []
                :
                [
                    .. Sshd.SshdRemedy.Set(
                        input,
                        "GSSAPIAuthentication",
                        "no",
                        input["ssh.config"].Read("sshd_config/GSSAPIAuthentication").Source ?? ""
                    ),
                    "ssh -o GSSAPIAuthentication=no HOST # at the client, meanwhile",
                    .. LookAtResolver(input),
                ],
        };
    }
}
