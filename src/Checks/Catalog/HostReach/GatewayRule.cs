using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>The gateways are there.</summary>
public sealed class GatewayRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.reach/gateway",
            Title = "the gateway of each default route answers",
            Severity = Severity.High,
            Rationale =
                "Everything from outside the host's own networks comes through a gateway. One that the host cannot find on its link (a dead router, a wrong VLAN, a cable, a blocked ARP or neighbour "
                + "discovery) cuts off all of it, while hosts of the same network still connect.",
            Reads = [ReachKeys.Gateways + "/*"],
            CausedBy = "host.reach/default_route",
            References = ["ip-neighbour(8)", "RFC 4861"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.reach"];
        var coverage = facts.CoverageOf(ReachKeys.Gateways);
        if (!coverage.IsCertain)
        {
            yield return Finding(
                Outcome.Unknown,
                "",
                $"not known whether the gateway is there: {coverage.Reason}"
            );
            yield break;
        }

        var any = false;
        foreach (var held in facts.Under(ReachKeys.Gateways).Where(held => !held.IsStale))
        {
            any = true;
            var gateway = held.Fact.Key[(ReachKeys.Gateways.Length + 1)..];
            yield return Of(gateway, held.Fact.Value) with
            {
                Keys = [held.Fact.Key],
            };
        }

        if (!any)
        {
            yield return Finding(Outcome.NotApplicable, "", "no default route has a gateway");
        }
    }

    private Finding Of(string gateway, string value) =>
        value switch
        {
            GatewayLook.Answers => Finding(Outcome.Pass, gateway, $"{gateway} answers"),
            GatewayLook.Unreachable => Finding(
                Outcome.Fail,
                gateway,
                $"the gateway {gateway} is not found on its link: clients beyond it get no answer"
            ) with
            {
                Remedy =
                [
                    $"ip neighbour show {gateway}",
                    "ip -s link # errors, carrier",
                    $"ip neighbour flush to {gateway}",
                ],
            },
            _ => Finding(
                Outcome.Unknown,
                gateway,
                $"the gateway {gateway} answers neither an ICMP echo nor a TCP connection; that need not mean that it is not there"
            ),
        };
}
