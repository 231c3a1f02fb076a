using System.Collections.Immutable;
using Fleet.Controller.Authority.Roles;

namespace Fleet.Controller.Authority.Operators;

/// <summary>An API token at rest: whose it is, what it allows, and a hash of its secret.</summary>
public sealed record ApiTokenEntry
{
    /// <summary>The part before the dot: names the token in lists; no secret.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret's text, lower-case hexadecimal.</summary>
    public required string SecretHash { get; init; }

    /// <summary>Whose it is, as the audit names the bearer.</summary>
    public required string Operator { get; init; }

    public required Role Role { get; init; }

    /// <summary>Labels that a host must all have to be seen with it; empty: every host.</summary>
    public ImmutableSortedDictionary<string, string> Scope { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public bool Revoked { get; init; }

    /// <summary>The operator who made it.</summary>
    public required string CreatedBy { get; init; }
}
