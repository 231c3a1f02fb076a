using System.Collections.Immutable;

namespace Fleet.Controller.Authority;

/// <summary>A join token at rest: what it allows, and a hash of its secret.</summary>
public sealed record JoinTokenEntry
{
    /// <summary>The part before the dot: names the token in lists; no secret.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret's text, lower-case hexadecimal. The secret has 160 random bits, so a plain hash is enough.</summary>
    public required string SecretHash { get; init; }

    /// <summary>The only name a host may join with; empty: its own.</summary>
    public string HostName { get; init; } = "";

    /// <summary>Given to the hosts that join with it.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How many hosts may still join with it.</summary>
    public required int UsesLeft { get; init; }

    public bool Revoked { get; init; }

    /// <summary>The operator who made it.</summary>
    public required string CreatedBy { get; init; }
}
