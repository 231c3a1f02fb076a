using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Fleet.Checks.Catalog;

namespace Fleet.Controller.Judging.Policies;

/// <summary>One policy as it holds for each host, resolved once for all hosts that the same parts of it speak of.</summary>
internal sealed class ResolvedPolicy(CheckCatalog catalog, FleetPolicy policy)
{
    private readonly CheckCatalog _catalog = policy.CatalogOn(catalog);
    private readonly ConcurrentDictionary<string, Known> _byHost = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JudgingRules> _byParts = new(
        StringComparer.Ordinal
    );

    public FleetPolicy Policy => policy;

    public JudgingRules For(HostIdentity host)
    {
        if (
            _byHost.TryGetValue(host.Name, out var known)
            && (
                ReferenceEquals(known.Labels, host.Labels)
                || known.Labels.SequenceEqual(host.Labels)
            )
        )
        {
            return known.Rules;
        }

        var rules = _byParts.GetOrAdd(PartsOf(host), _ => Resolve(host));
        _byHost[host.Name] = new Known(host.Labels, rules);
        return rules;
    }

    /// <summary>Which parts speak of a host: those that the same ones speak of are judged by the same rules.</summary>
    private string PartsOf(HostIdentity host)
    {
        var selectors = policy
            .Layers.Select(layer => layer.Hosts)
            .Concat(policy.Waivers.Select(waiver => waiver.Hosts))
            .Concat(policy.Silences.Select(silence => silence.Hosts));
        return string.Join(
            ',',
            selectors
                .Index()
                .Where(each => each.Item.Matches(host))
                .Select(each => each.Index.ToString(CultureInfo.InvariantCulture))
        );
    }

    private JudgingRules Resolve(HostIdentity host) =>
        new(_catalog, policy.For(host))
        {
            Waivers = [.. policy.Waivers.Where(waiver => waiver.Hosts.Matches(host))],
            Silences = [.. policy.Silences.Where(silence => silence.Hosts.Matches(host))],
        };

    private sealed record Known(
        ImmutableSortedDictionary<string, string> Labels,
        JudgingRules Rules
    );
}
