using System.Collections.Immutable;
using Fleet.Checks.Parsing.SshdConfig;

namespace Fleet.Checks.Parsing.SshConfig;

/// <summary>Reads what stands behind <c>Match</c> (<c>readconf.c: match_cfg_line</c>).</summary>
internal static class ClientMatchLine
{
    private static readonly string[] WithArgument =
    [
        "host",
        "originalhost",
        "user",
        "localuser",
        "exec",
        "localnetwork",
        "tagged",
        "command",
        "sessiontype",
        "version",
    ];

    /// <summary>The criteria, or what ssh says against them.</summary>
    public static (ImmutableArray<ClientCriterion> Criteria, string? Error) Read(string line)
    {
        var criteria = ImmutableArray.CreateBuilder<ClientCriterion>();
        string? rest = line;
        while (!string.IsNullOrEmpty(rest))
        {
            var word = SshdWords.Delimited(ref rest);
            if (string.IsNullOrEmpty(word) || word.StartsWith('#'))
            {
                break;
            }

            var negated = word.StartsWith('!');
            var name = (negated ? word[1..] : word).ToLowerInvariant();
            if (name is "all" or "canonical" or "final")
            {
                if (name == "all" && !IsLast(ref rest, criteria.Count))
                {
                    return ([], $"'{word}' cannot be combined with other Match attributes");
                }

                criteria.Add(new ClientCriterion(name, "", negated));
                continue;
            }

            var argument = SshdWords.Delimited(ref rest);
            if (string.IsNullOrEmpty(argument) || argument.StartsWith('#'))
            {
                return ([], $"Missing Match criteria for {name}");
            }

            if (!WithArgument.Contains(name, StringComparer.Ordinal))
            {
                return ([], $"Unsupported Match attribute {name}");
            }

            criteria.Add(new ClientCriterion(name, argument, negated));
        }

        return criteria.Count == 0
            ? ([], "One or more attributes required for Match")
            : (criteria.ToImmutable(), null);
    }

    /// <summary>Behind "all" nothing may stand, before it one criterion at most: ssh takes <c>final all</c>.</summary>
    private static bool IsLast(ref string? rest, int before)
    {
        var next = SshdWords.Delimited(ref rest);
        if (next is { Length: > 0 } && next[0] != '#')
        {
            return false;
        }

        rest = null;
        return before <= 1;
    }
}
