using System.Collections.Immutable;

namespace Fleet.Controller.Sweeps.Reporting;

/// <summary>
/// All that a report of a sweep tells, in one immutable thing: renderers are functions of it. Hosts are in the order of their names, results by host, then in the
/// profile's order, then by subject.
/// </summary>
public sealed class SweepReport(
    SweptSweep sweep,
    ImmutableArray<SweptControl> controls,
    ImmutableArray<SweptHost> hosts,
    ImmutableArray<SweptResult> results,
    ImmutableArray<TrendPoint> trend
)
{
    public SweptSweep Sweep { get; } = sweep;

    public ImmutableArray<SweptControl> Controls { get; } = controls;

    public ImmutableArray<SweptHost> Hosts { get; } = hosts;

    public ImmutableArray<SweptResult> Results { get; } = results;

    /// <summary>Earlier sweeps of the same profile and selection, oldest first, and this one last where it has ended.</summary>
    public ImmutableArray<TrendPoint> Trend { get; } = trend;

    /// <summary>Counted once.</summary>
    public SweepTotals Totals { get; } = SweepTotals.Of(controls, hosts, results);
}
