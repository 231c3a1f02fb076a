using System.Collections.Immutable;

namespace Fleet.Controller.Judging.Policies;

/// <summary>How often some hosts run some checks.</summary>
/// <param name="Hosts">Which hosts.</param>
/// <param name="Checks">By id.</param>
/// <param name="Every">How often; null: as each declares.</param>
/// <param name="Off">They do not run on schedule; operators may still run them.</param>
/// <param name="Place">Where the policy says so.</param>
public sealed record CheckPlan(
    HostSelector Hosts,
    ImmutableArray<string> Checks,
    TimeSpan? Every,
    bool Off,
    PolicyPlace Place
);
