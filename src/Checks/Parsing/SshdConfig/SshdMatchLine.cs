using System.Collections.Immutable;
using System.Globalization;
using static Fleet.Checks.Parsing.SshdConfig.SshdCriterionKind;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>Reads what stands behind <c>Match</c> (<c>servconf.c</c>, <c>match_cfg_line</c>).</summary>
internal static class SshdMatchLine
{
    /// <summary>The criteria, or what sshd says against them.</summary>
    public static (ImmutableArray<SshdCriterion> Criteria, string? Error) Read(string line)
    {
        var criteria = ImmutableArray.CreateBuilder<SshdCriterion>();
        var rest = line;
        while (rest is { Length: > 0 })
        {
            var name = SshdWords.Delimited(ref rest);
            if (name is null || name.StartsWith('#'))
            {
                break;
            }

            if (Bare(name) is { } bare)
            {
                criteria.Add(new SshdCriterion(bare, ""));
                continue;
            }

            var argument = SshdWords.Delimited(ref rest);
            if (string.IsNullOrEmpty(argument) || argument.StartsWith('#'))
            {
                return ([], $"Missing Match criteria for {name}");
            }

            var (criterion, error) = Criterion(name, argument);
            if (criterion is null)
            {
                return ([], error);
            }

            criteria.Add(criterion);
        }

        return criteria.Count switch
        {
            0 => ([], "One or more attributes required for Match"),
            > 1 when criteria.Any(c => c.Kind == All) => (
                [],
                "'all' cannot be combined with other Match attributes"
            ),
            _ => (criteria.ToImmutable(), null),
        };
    }

    private static SshdCriterionKind? Bare(string name) =>
        Same(name, "all") ? All
        : Same(name, "invalid-user") ? InvalidUser
        : null;

    private static (SshdCriterion?, string?) Criterion(string name, string argument)
    {
        var kind = name.ToLowerInvariant() switch
        {
            "user" => User,
            "group" => Group,
            "host" => SshdCriterionKind.Host,
            "address" => Address,
            "localaddress" => LocalAddress,
            "localport" => LocalPort,
            "rdomain" => RoutingDomain,
            "version" => SshdCriterionKind.Version,
            _ => Unspecified,
        };
        return kind switch
        {
            Unspecified => (null, $"Unsupported Match attribute {name}"),
            Address
            or LocalAddress
                when SshdPatterns.Addresses(null, argument) == SshdPatterns.ListMatch.Invalid => (
                null,
                $"Invalid Match {name} argument '{argument}'"
            ),
            LocalPort => SshdNumbers.TryPort(argument, out var port)
                ? (new SshdCriterion(kind, port.ToString(CultureInfo.InvariantCulture)), null)
                : (null, $"Invalid LocalPort '{argument}' on Match line"),
            _ => (new SshdCriterion(kind, argument), null),
        };
    }

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
