using System.Collections.Immutable;

namespace Fleet.Controller.Judging.Policies;

/// <summary>What a policy may tell hosts apart by. Never what a host says of itself.</summary>
/// <param name="Name">The name in its certificate.</param>
/// <param name="Labels">From join tokens and operators.</param>
public sealed record HostIdentity(string Name, ImmutableSortedDictionary<string, string> Labels);
