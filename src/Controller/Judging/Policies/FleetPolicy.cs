using System.Collections.Immutable;
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

    public ImmutableArray<Waiver> Waivers { get; init; } = [];

    public ImmutableArray<Silence> Silences { get; init; } = [];

    public NotificationPolicy Notifications { get; init; } = NotificationPolicy.None;

    /// <summary>What holds for one host: of several layers that speak of a rule, the most specific wins, and of equals the last.</summary>
    public Policy For(HostIdentity host)
    {
        var rules = Policy.BuiltIn.Rules.ToBuilder();
        foreach (
            var layer in Layers
                .Where(layer => layer.Hosts.Matches(host))
                .OrderBy(layer => layer.Hosts.Specificity)
        )
        {
            foreach (var (id, said) in layer.Rules)
            {
                rules[id] = rules.TryGetValue(id, out var wider) ? Over(wider, said) : said;
            }
        }

        return new Policy(rules.ToImmutable());
    }

    private static RulePolicy Over(RulePolicy wider, RulePolicy said) =>
        new(
            said.Off || wider.Off,
            said.Severity ?? wider.Severity,
            wider.Parameters.SetItems(said.Parameters)
        );
}
