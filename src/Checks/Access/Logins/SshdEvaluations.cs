using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Access.Logins;

/// <summary>A configuration's values, evaluated once for each combination of Match sections that connections meet. For one thread; hosts with the same files may share it.</summary>
public sealed class SshdEvaluations(SshdConfiguration configuration, OpenSshVersion version)
{
    private readonly Dictionary<string, SshdEffective> _known = new(StringComparer.Ordinal);

    public SshdConfiguration Configuration => configuration;

    /// <summary>Every Match line, each once.</summary>
    public ImmutableArray<SshdMatch> Matches { get; } =
    [
        .. configuration
            .Directives.SelectMany(directive => directive.Conditions)
            .Concat(configuration.Gaps.SelectMany(gap => gap.Conditions))
            .DistinctBy(match => match.Source),
    ];

    /// <summary>The values for a connection.</summary>
    public SshdEffective For(SshdConnection connection)
    {
        var met = string.Concat(Matches.Select(match => match.IsMetBy(connection) ? '1' : '0'));
        if (!_known.TryGetValue(met, out var effective))
        {
            effective = SshdEvaluator.Evaluate(configuration, connection, version);
            _known[met] = effective;
        }

        return effective;
    }
}
