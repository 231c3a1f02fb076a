using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>A connection to evaluate Match sections for: what <c>sshd -T -C</c> takes. What is null simply does not match, as <c>sshd -T</c> has it since 8.1.</summary>
public sealed record SshdConnection
{
    /// <summary>Nothing is known: only <c>Match all</c> applies, as for a bare <c>sshd -T</c>.</summary>
    public static SshdConnection Unspecified { get; } = new();

    public string? User { get; init; }

    /// <summary>The user's groups by name, primary and supplementary; null: no such account.</summary>
    public ImmutableArray<string>? Groups { get; init; }

    /// <summary>True where the account does not exist, or may not log in (<c>Match invalid-user</c>, OpenSSH 9.9).</summary>
    public bool InvalidUser { get; init; }

    /// <summary>The client's name; its address where UseDNS is no.</summary>
    public string? Host { get; init; }

    public string? Address { get; init; }

    public string? LocalAddress { get; init; }

    public int? LocalPort { get; init; }

    public string? RoutingDomain { get; init; }

    /// <summary>The client's identification string (<c>Match version</c>, OpenSSH 10.0).</summary>
    public string? Version { get; init; }
}
