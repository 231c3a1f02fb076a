using Fleet.Checks.Judging;

namespace Fleet.Checks.Catalog.HostReach;

/// <summary>The host has an address and a way out.</summary>
public sealed class DefaultRouteRule : Rule
{
    public override RuleDeclaration Declaration { get; } =
        new()
        {
            Id = "host.reach/default_route",
            Title = "the host has an address and a default route",
            Severity = Severity.High,
            Rationale =
                "A request may arrive without a route back, but the answer does not: clients outside the host's own networks time out. A default route goes missing with a DHCP lease, a "
                + "restarted network service or a VPN that replaced it.",
            Reads = [ReachKeys.Routes + "/*", ReachKeys.Addresses + "/*"],
            References = ["ip-route(8)"],
        };

    public override IEnumerable<Finding> Judge(JudgeInput input)
    {
        var facts = input["host.reach"];
        var routes = facts.Under(ReachKeys.Routes).Where(held => !held.IsStale).ToList();
        var own = ReachKeys.AddressesOf(facts);
        var unsure = new[] { ReachKeys.Routes, ReachKeys.Addresses }
            .Select(facts.CoverageOf)
            .FirstOrDefault(coverage => !coverage.IsCertain);
        var finding =
            unsure.Prefix is not null
                ? Finding(
                    Outcome.Unknown,
                    "",
                    $"not known how the host is connected: {unsure.Reason}"
                )
            : own.IsEmpty
                ? Finding(
                    Outcome.Fail,
                    "",
                    "nobody can reach this host: no interface has an address"
                ) with
                {
                    Remedy =
                    [
                        "ip -br link",
                        "ip -br address",
                        "networkctl status || nmcli device status",
                    ],
                }
            : routes.Count == 0
                ? Finding(
                    Outcome.Warn,
                    "",
                    $"there is no default route: only hosts of its own networks get an answer ({string.Join(' ', own.Select(a => a.Network).Distinct().Take(4))})"
                ) with
                {
                    Remedy =
                    [
                        "ip route; ip -6 route",
                        "ip route add default via GATEWAY dev INTERFACE # until the next restart; then in the network's configuration",
                    ],
                }
            : Finding(Outcome.Pass, "", string.Join("; ", routes.Select(held => held.Fact.Value)));
        yield return finding with
        {
            Keys = [ReachKeys.Routes + "/ipv4", ReachKeys.Routes + "/ipv6"],
        };
    }
}
