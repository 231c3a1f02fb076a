using System.Collections.Immutable;
using Fleet.Checks.Judging;
using Fleet.Checks.Parsing.Packages;

namespace Fleet.Checks.Catalog.HostPackages;

/// <summary>A published hole: data, not code.</summary>
/// <param name="Id">CVE number.</param>
/// <param name="Package">The fact with the version that it is about.</param>
/// <param name="From">The first upstream release that has it.</param>
/// <param name="FixedIn">The first upstream release without it.</param>
/// <param name="Concern">What an attacker can do, for a sentence.</param>
internal sealed record Advisory(
    string Id,
    string Package,
    UpstreamVersion From,
    UpstreamVersion FixedIn,
    string Concern
)
{
    /// <summary>What it means for a host that certainly has it.</summary>
    public required Outcome Outcome { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The builds that first carried the fix without taking the upstream release.</summary>
    public ImmutableArray<FixedBuild> Fixed { get; init; } = [];

    /// <summary>A fact that proves the fix whatever the version says: check, key, value.</summary>
    public (string Check, string Key, string Value)? ProvedBy { get; init; }

    /// <summary>What helps until there is a fixed build; empty: nothing.</summary>
    public string Meanwhile { get; init; } = "";
}

/// <summary>A distribution's build with a fix of its own.</summary>
/// <param name="Family"><c>debian</c>, <c>ubuntu</c> or <c>rhel</c>.</param>
/// <param name="Version">Its package's version; the upstream part says which of the distribution's releases it belongs to.</param>
internal sealed record FixedBuild(string Family, string Version);
