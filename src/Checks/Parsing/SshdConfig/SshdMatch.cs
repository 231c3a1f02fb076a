using System.Collections.Immutable;
using System.Globalization;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>What a criterion of a Match line looks at.</summary>
public enum SshdCriterionKind
{
    Unspecified = 0,
    All,
    InvalidUser,
    User,
    Group,
    Host,
    Address,
    LocalAddress,
    LocalPort,
    RoutingDomain,
    Version,
}

/// <summary>One criterion: <c>Address 10.0.0.0/8,!10.1.0.0/16</c>.</summary>
public sealed record SshdCriterion(SshdCriterionKind Kind, string Argument)
{
    /// <summary>True where the connection meets it; what the connection leaves out is never met.</summary>
    public bool IsMetBy(SshdConnection connection) =>
        Kind switch
        {
            SshdCriterionKind.All => true,
            SshdCriterionKind.InvalidUser => connection.InvalidUser,
            SshdCriterionKind.User => Listed(connection.User),
            SshdCriterionKind.Group => connection is { User: not null, Groups: { } groups }
                && Grouped(groups),
            SshdCriterionKind.Host => Listed(connection.Host, lower: true),
            SshdCriterionKind.Address => InNetworks(connection.Address),
            SshdCriterionKind.LocalAddress => InNetworks(connection.LocalAddress),
            SshdCriterionKind.LocalPort => connection.LocalPort is { } port
                && Argument == port.ToString(CultureInfo.InvariantCulture),
            SshdCriterionKind.RoutingDomain => Listed(connection.RoutingDomain),
            SshdCriterionKind.Version => Listed(connection.Version),
            _ => false,
        };

    private bool Listed(string? text, bool lower = false) =>
        text is not null
        && SshdPatterns.List(text, Argument, lower) == SshdPatterns.ListMatch.Match;

    private bool InNetworks(string? address) =>
        address is not null
        && SshdPatterns.Addresses(address, Argument) == SshdPatterns.ListMatch.Match;

    private bool Grouped(ImmutableArray<string> groups)
    {
        var answers = groups.Select(group => SshdPatterns.List(group, Argument)).ToList();
        return !answers.Contains(SshdPatterns.ListMatch.Negated)
            && answers.Contains(SshdPatterns.ListMatch.Match);
    }
}

/// <summary>A Match line: all its criteria must be met.</summary>
/// <param name="Criteria">In the order of the line.</param>
/// <param name="Source">Where it stands.</param>
public sealed record SshdMatch(ImmutableArray<SshdCriterion> Criteria, SshdSource Source)
{
    /// <summary>True for <c>Match all</c>, which sshd applies at its start too.</summary>
    public bool IsAll => Criteria is [{ Kind: SshdCriterionKind.All }];

    public bool IsMetBy(SshdConnection connection) => Criteria.All(c => c.IsMetBy(connection));
}
