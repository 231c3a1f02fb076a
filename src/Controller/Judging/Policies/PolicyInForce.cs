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

    /// <summary>Silences that operators made: they hold under every policy.</summary>
    public OperatorSilences Silences { get; init; } = OperatorSilences.None;

    /// <summary>What one host is judged by.</summary>
    public JudgingRules For(HostState host)
    {
        var rules = _resolved.For(host.Identity);
        var made = Silences.For(host.Identity);
        return made.IsEmpty ? rules : rules with { Silences = rules.Silences.AddRange(made) };
    }

    /// <summary>The part that speaks of rules, for one host.</summary>
    public Policy PolicyFor(HostIdentity host) => _resolved.For(host).Policy;
}
