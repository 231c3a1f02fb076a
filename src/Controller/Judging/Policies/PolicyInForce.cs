using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Policies;

/// <summary>The policy that holds now. Whoever judges asks at every step.</summary>
public sealed class PolicyInForce(CheckCatalog catalog, FleetPolicy first)
{
    private volatile FleetPolicy _policy = first;

    public CheckCatalog Catalog { get; } = catalog;

    public FleetPolicy Policy => _policy;

    /// <summary>Takes its place; what was judged by the one before is to be judged again.</summary>
    public void Replace(FleetPolicy next) => _policy = next;

    /// <summary>What one host is judged by.</summary>
    public JudgingRules For(HostState host)
    {
        var (policy, identity) = (_policy, host.Identity);
        return new JudgingRules(Catalog, policy.For(identity))
        {
            Waivers = [.. policy.Waivers.Where(waiver => waiver.Hosts.Matches(identity))],
            Silences = [.. policy.Silences.Where(silence => silence.Hosts.Matches(identity))],
        };
    }

    /// <summary>The part that speaks of rules, for one host.</summary>
    public Policy PolicyFor(HostIdentity host) => _policy.For(host);
}
