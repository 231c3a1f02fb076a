using Fleet.Checks.Facts;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.FirewallHostsDeny;

/// <summary>tcp_wrappers let somebody connect to sshd.</summary>
public sealed class SshAllowedRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "firewall.hosts_deny/ssh_allowed",
            Title = "hosts.allow and hosts.deny let somebody connect to sshd",
            Severity = Severity.Critical,
            Rationale =
                "A deny rule for everybody with no allow rule before it closes the connection right after it was accepted; clients see \"Connection reset\" or \"Connection closed\", and the log says refused connect from.",
            Reads =
            [
                FirewallHostsDenyCheck.Verdicts + "/*",
                FirewallHostsDenyCheck.Deciders + "/*",
            ],
            References = ["hosts_access(5)", "hosts_options(5)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["firewall.hosts_deny"];
        var doubt = facts.Coverage.FirstOrDefault(c => !c.IsCertain);
        if (doubt.Prefix is not null)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known whom tcp_wrappers let in: {doubt.Reason}"
            );
            yield break;
        }

        var verdicts = facts
            .Under(FirewallHostsDenyCheck.Verdicts)
            .Where(held => !held.IsStale)
            .Select(held => held.Fact)
            .ToList();
        var decider = facts.Read(FirewallHostsDenyCheck.Deciders + "/ipv4").Value;
        var finding =
            verdicts.TrueForAll(fact => fact.Value == "deny")
                ? Finding(
                    Outcome.Fail,
                    "",
                    $"nobody can connect: tcp_wrappers deny every source ({decider})"
                ) with
                {
                    Source = decider,
                    Remedy = ["echo 'sshd: 192.0.2.0/24' >> /etc/hosts.allow # your own network"],
                }
            : verdicts.Find(fact => fact.Value.StartsWith("unknown", StringComparison.Ordinal))
                is { Key: not null } unknown
                ? Finding(Outcome.Unknown, "", $"tcp_wrappers: {unknown.Value} ({decider})")
            : Finding(Outcome.Pass, "", $"tcp_wrappers: {verdicts[0].Value}");
        yield return finding with
        {
            Keys = [.. verdicts.Select(fact => fact.Key)],
        };
    }
}
