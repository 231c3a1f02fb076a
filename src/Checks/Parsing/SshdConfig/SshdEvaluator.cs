using System.Collections.Immutable;

namespace Fleet.Checks.Parsing.SshdConfig;

/// <summary>
/// From lines to effective values, as sshd does it: the global section at the start, then, for a connection, the Match sections that apply; among those the first value
/// wins, and what they set replaces the global value (<c>parse_server_match_config</c>, <c>copy_set_server_options</c>).
/// </summary>
public static class SshdEvaluator
{
    /// <summary>The effective values for a connection.</summary>
    /// <param name="configuration">What was read. Where it has errors, sshd would not start with it; the values are what its good lines say.</param>
    /// <param name="connection">The connection; <see cref="SshdConnection.Unspecified"/> for what a bare <c>sshd -T</c> prints.</param>
    /// <param name="version">The release whose defaults apply.</param>
    public static SshdEffective Evaluate(
        SshdConfiguration configuration,
        SshdConnection connection,
        OpenSshVersion version
    )
    {
        var atStart = SshdPass.Run(
            configuration,
            version,
            directive => directive.IsGlobal,
            gap => gap.Conditions.All(condition => condition.IsAll)
        );
        var matched = SshdPass.Run(
            configuration,
            version,
            directive => !directive.Conditions.IsEmpty && IsMet(directive.Conditions, connection),
            gap => IsMet(gap.Conditions, connection)
        );
        var result = new SshdSettings();
        foreach (var keyword in SshdKeywords.WithValue)
        {
            result.Add(keyword, Choose(keyword, atStart, matched), version);
        }

        return result.ToEffective();
    }

    private static SshdCollected Choose(SshdKeyword keyword, SshdPass atStart, SshdPass matched)
    {
        if (!keyword.InMatch)
        {
            return atStart[keyword];
        }

        var own = matched[keyword];
        return !own.Sure && own.Directives.IsEmpty ? atStart[keyword] with { Sure = false }
            : own.Directives.IsEmpty ? atStart[keyword]
            : keyword.Merge == SshdMerge.First && !atStart[keyword].Directives.IsEmpty
                ? own with
                {
                    Directives =
                    [
                        SshdPartial.Fill(own.Directives[0], atStart[keyword].Directives[0]),
                    ],
                }
            : own;
    }

    private static bool IsMet(ImmutableArray<SshdMatch> conditions, SshdConnection connection) =>
        conditions.All(condition => condition.IsMetBy(connection));
}

/// <summary>The lines that count for one keyword.</summary>
/// <param name="Directives">One for keywords where one wins; all that add up otherwise.</param>
/// <param name="Sure">False where an unreadable include could hold another.</param>
internal sealed record SshdCollected(ImmutableArray<SshdDirective> Directives, bool Sure);

/// <summary>One walk over the lines that apply.</summary>
internal sealed class SshdPass
{
    private readonly Dictionary<string, SshdCollected> _byName = new(StringComparer.Ordinal);
    private int _gap = int.MaxValue;

    public SshdCollected this[SshdKeyword keyword] =>
        _byName.GetValueOrDefault(keyword.Name) ?? new SshdCollected([], _gap == int.MaxValue);

    public static SshdPass Run(
        SshdConfiguration configuration,
        OpenSshVersion version,
        Func<SshdDirective, bool> applies,
        Func<SshdGap, bool> matters
    )
    {
        var pass = new SshdPass
        {
            _gap = configuration
                .Gaps.Where(matters)
                .Select(gap => gap.Before)
                .DefaultIfEmpty(int.MaxValue)
                .Min(),
        };
        for (var at = 0; at < configuration.Directives.Length; at++)
        {
            if (applies(configuration.Directives[at]))
            {
                pass.Take(configuration.Directives[at], at, version);
            }
        }

        return pass;
    }

    private void Take(SshdDirective directive, int at, OpenSshVersion version)
    {
        var merge = directive.Keyword.Merge switch
        {
            SshdMerge.LastUntil101 => version.IsAtLeast(10, 1) ? SshdMerge.First : SshdMerge.Last,
            var other => other,
        };
        var had = _byName.GetValueOrDefault(directive.Name);
        if (had is not null && merge == SshdMerge.First)
        {
            if (directive.Keyword.Kind == SshdValueKind.RekeyLimit)
            {
                var filled = SshdPartial.Fill(had.Directives[0], directive);
                _byName[directive.Name] = had with { Directives = [filled] };
            }

            return;
        }

        if (had is not null && merge == SshdMerge.Last)
        {
            directive = SshdPartial.Fill(directive, had.Directives[0]);
        }

        var sure = merge == SshdMerge.First ? at < _gap : _gap == int.MaxValue;
        _byName[directive.Name] = new SshdCollected(
            merge == SshdMerge.All && had is not null ? had.Directives.Add(directive) : [directive],
            sure
        );
    }
}
