using System.Collections.Immutable;

namespace Fleet.Controller.Sweeps.Reporting;

/// <summary>The numbers of a sweep. Every renderer takes them from here, so that all formats tell the same.</summary>
/// <param name="Results">All results.</param>
/// <param name="Hosts">Hosts, each by its worst result.</param>
/// <param name="Controls">One for each control, in the profile's order.</param>
/// <param name="PerHost">One for each host, in the order of their names.</param>
public sealed record SweepTotals(
    StandingCounts Results,
    StandingCounts Hosts,
    ImmutableArray<ControlTotals> Controls,
    ImmutableArray<HostTotals> PerHost
)
{
    /// <summary>Controls that fail or warn, the one on most hosts first; of equals the more severe, then the profile's order.</summary>
    public IEnumerable<ControlTotals> WorstControls =>
        Controls
            .Where(control => control.HostsAgainst > 0)
            .OrderByDescending(control => control.HostsAgainst)
            .ThenByDescending(control => control.Control.Severity);

    /// <summary>Hosts with results that fail or warn, the one with most first; of equals by name.</summary>
    public IEnumerable<HostTotals> WorstHosts =>
        PerHost
            .Where(host => host.Results.Fail + host.Results.Warn > 0)
            .OrderByDescending(host => host.Results.Fail)
            .ThenByDescending(host => host.Results.Warn);

    /// <summary>Counts results. Pure.</summary>
    public static SweepTotals Of(
        ImmutableArray<SweptControl> controls,
        ImmutableArray<SweptHost> hosts,
        ImmutableArray<SweptResult> results
    )
    {
        var byControl = results.ToLookup(result => result.Control, StringComparer.Ordinal);
        var byHost = results.ToLookup(result => result.Host, StringComparer.Ordinal);
        ImmutableArray<HostTotals> perHost =
        [
            .. hosts.Select(host => new HostTotals(host, Count(byHost[host.Name]))),
        ];
        return new(
            Count(results),
            StandingCounts.Of(hosts.Select(host => Worst(byHost[host.Name]))),
            [.. controls.Select(control => Of(control, byControl[control.Id]))],
            perHost
        );
    }

    private static ControlTotals Of(SweptControl control, IEnumerable<SweptResult> results)
    {
        var own = results.ToList();
        var hosts = own.GroupBy(result => result.Host, StringComparer.Ordinal).Select(Worst);
        return new(control, Count(own), StandingCounts.Of(hosts));
    }

    private static StandingCounts Count(IEnumerable<SweptResult> results) =>
        StandingCounts.Of(results.Select(result => result.Standing));

    /// <summary>A host without any result stands for unknown.</summary>
    private static Standing Worst(IEnumerable<SweptResult> results) =>
        results.Select(result => result.Standing).DefaultIfEmpty(Standing.Unknown).Max();
}

/// <summary>The numbers of one control.</summary>
/// <param name="Control">Which.</param>
/// <param name="Results">Its results; a host has one for each subject.</param>
/// <param name="Hosts">Hosts, each by its worst result of this control.</param>
public sealed record ControlTotals(
    SweptControl Control,
    StandingCounts Results,
    StandingCounts Hosts
)
{
    /// <summary>Hosts on which it fails or warns.</summary>
    public int HostsAgainst => Hosts.Fail + Hosts.Warn;
}

/// <summary>The numbers of one host.</summary>
public sealed record HostTotals(SweptHost Host, StandingCounts Results);
