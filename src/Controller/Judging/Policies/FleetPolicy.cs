using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging.Policies;

/// <summary>All that a policy says, for every host.</summary>
public sealed record FleetPolicy
{
    /// <summary>Every rule as it declares itself.</summary>
    public static FleetPolicy BuiltIn { get; } = new();

    /// <summary>Counts the policies that were applied; 0: the built-in one.</summary>
    public long Version { get; init; }

    /// <summary>In the order of the text.</summary>
    public ImmutableArray<PolicyLayer> Layers { get; init; } = [];

    /// <summary>Rules of its own.</summary>
    public ImmutableArray<PolicyExpectation> Expectations { get; init; } = [];

    public ImmutableArray<Waiver> Waivers { get; init; } = [];

    public ImmutableArray<Silence> Silences { get; init; } = [];

    /// <summary>In the order of the text.</summary>
    public ImmutableArray<CheckPlan> Schedules { get; init; } = [];

    public NotificationPolicy Notifications { get; init; } = NotificationPolicy.None;

    /// <summary>The rules there are: the catalog's and its own.</summary>
    public CheckCatalog CatalogOn(CheckCatalog catalog) =>
        PolicyExpectation.Extend(catalog, Expectations);

    /// <summary>What holds for one host: of several layers that speak of a rule, the most specific wins, and of equals the last.</summary>
    public Policy For(HostIdentity host)
    {
        var said = new Dictionary<string, RuleSaid>(StringComparer.Ordinal);
        foreach (var (id, rule) in LayersFor(host).SelectMany(layer => layer.Rules))
        {
            said[id] = said.TryGetValue(id, out var wider) ? wider.Under(rule) : rule;
        }

        return new Policy(
            said.ToImmutableDictionary(
                each => each.Key,
                each => new RulePolicy(
                    each.Value.Off ?? false,
                    each.Value.Severity,
                    each.Value.Parameters
                ),
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>Those that speak of a host, from the widest to the narrowest, equals in the order of the text: each stands over those before it.</summary>
    public IEnumerable<PolicyLayer> LayersFor(HostIdentity host) =>
        Layers.Where(layer => layer.Hosts.Matches(host)).OrderBy(layer => layer.Hosts.Specificity);

    /// <summary>How often a host runs its checks, by check id; of several plans the most specific holds, and of equals the last. Those not here run as they declare.</summary>
    public ImmutableSortedDictionary<string, CheckPlan> SchedulesFor(HostIdentity host)
    {
        var plans = ImmutableSortedDictionary.CreateBuilder<string, CheckPlan>(
            StringComparer.Ordinal
        );
        foreach (
            var plan in Schedules
                .Where(plan => plan.Hosts.Matches(host))
                .OrderBy(plan => plan.Hosts.Specificity)
        )
        {
            foreach (var check in plan.Checks)
            {
                plans[check] = plan;
            }
        }

        return plans.ToImmutable();
    }
}
