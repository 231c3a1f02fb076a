using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Policies;

/// <summary>The policy that holds now. Whoever judges asks at every step.</summary>
public sealed class PolicyInForce(CheckCatalog catalog, FleetPolicy first)
{
    private volatile ResolvedPolicy _resolved = new(catalog, first);

    public CheckCatalog Catalog { get; } = catalog;

    public FleetPolicy Policy => _resolved.Policy;

    /// <summary>Takes its place; what was judged by the one before is to be judged again.</summary>
    public void Replace(FleetPolicy next) => _resolved = new ResolvedPolicy(Catalog, next);

    /// <summary>What one host is judged by.</summary>
    public JudgingRules For(HostState host) => _resolved.For(host.Identity);

    /// <summary>The part that speaks of rules, for one host.</summary>
    public Policy PolicyFor(HostIdentity host) => _resolved.For(host).Policy;
}
