using System.Net;
using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>The name of the host's address leads back to it.</summary>
public sealed class ReverseNameRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.reach/reverse_name",
            Title = "the name of the host's address leads back to it",
            Severity = Severity.Low,
            Rationale =
                "Servers that this host logs in to by name rules (from=\"*.example.com\", Match Host, hosts.allow) believe a name only where it leads back to the address; otherwise they log that the "
                + "reverse mapping fails and go by the address alone. An address without a name is no fault.",
            Reads = [ReachKeys.Reverse + "/*", ReachKeys.LeadsBack + "/*"],
            References = ["sshd_config(5) UseDNS", "OpenSSH canohost.c"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.reach"];
        var any = false;
        foreach (var held in facts.Under(ReachKeys.Reverse).Where(held => !held.IsStale))
        {
            any = true;
            var address = held.Fact.Key[(ReachKeys.Reverse.Length + 1)..];
            var back = facts.Read($"{ReachKeys.LeadsBack}/{address}");
            var finding =
                back.IsUnknown
                    ? Finding(
                        Outcome.Unknown,
                        address,
                        $"not known where {held.Fact.Value} leads: {back.Reason}"
                    )
                : OwnNameRule.Addresses(back.Value).Contains(IPAddress.Parse(address))
                    ? Finding(Outcome.Pass, address, $"{address} is {held.Fact.Value} both ways")
                : Finding(
                    Outcome.Warn,
                    address,
                    $"{address} is called {held.Fact.Value}, which leads to {(back.IsPresent ? back.Value : "nothing")}: other hosts do not believe that name"
                ) with
                {
                    Remedy =
                    [
                        $"getent hosts {address}",
                        "correct the PTR record, or the address record of that name",
                    ],
                };
            yield return finding with
            {
                Keys = [held.Fact.Key],
            };
        }

        if (!any)
        {
            var coverage = facts.Coverage.FirstOrDefault(c =>
                !c.IsCertain && Facts.FactKey.IsUnder(c.Prefix, ReachKeys.Reverse)
            );
            yield return coverage.Prefix is null
                ? Finding(Outcome.NotApplicable, "", "the host's addresses have no names")
                : Finding(
                    Outcome.Unknown,
                    "",
                    $"not known which names the host's addresses have: {coverage.Reason}"
                );
        }
    }
}
