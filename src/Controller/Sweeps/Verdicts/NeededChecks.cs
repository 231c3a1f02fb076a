using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Catalog.Profiles;

namespace Fleet.Controller.Sweeps.Verdicts;

/// <summary>Which checks a profile is judged by. Pure.</summary>
internal static class NeededChecks
{
    /// <summary>It knows what sshd's unit is called, which remedies name.</summary>
    private const string NamesTheUnit = "ssh.service";

    /// <summary>The checks that its rules and expectations belong to, in the catalog's order.</summary>
    public static ImmutableArray<string> Asked(Profile profile, CheckCatalog catalog) =>
        Ordered(profile.Controls.SelectMany(control => ChecksOf(control.JudgedBy)), catalog);

    /// <summary>Those, and the checks whose facts the rules read besides.</summary>
    public static ImmutableArray<string> Read(Profile profile, CheckCatalog catalog)
    {
        var read = profile
            .Controls.SelectMany(control => RulesOf(control.JudgedBy))
            .Select(catalog.FindRule)
            .OfType<Fleet.Checks.Judging.Rule>()
            .SelectMany(rule => rule.Declaration.Reads)
            .Select(FirstSegment)
            .ToHashSet(StringComparer.Ordinal);
        var besides = catalog
            .Checks.Where(check =>
                check.Declaration.Keys.Any(key => read.Contains(FirstSegment(key.Pattern)))
            )
            .Select(check => check.Declaration.Id);
        return Ordered([.. Asked(profile, catalog), .. besides, NamesTheUnit], catalog);
    }

    private static ImmutableArray<string> Ordered(
        IEnumerable<string> checks,
        CheckCatalog catalog
    ) =>
        [
            .. checks
                .Where(check => catalog.Find(check) is not null)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(catalog.PlaceOf),
        ];

    private static IEnumerable<string> ChecksOf(Judgement judgement) =>
        judgement switch
        {
            ByRule(var rule, _) => [FirstSegment(rule)],
            ByExpectation(var expected) => [expected.Check],
            AllOf(var parts) => parts.SelectMany(ChecksOf),
            AnyOf(var parts) => parts.SelectMany(ChecksOf),
            _ => [],
        };

    private static IEnumerable<string> RulesOf(Judgement judgement) =>
        judgement switch
        {
            ByRule(var rule, _) => [rule],
            AllOf(var parts) => parts.SelectMany(RulesOf),
            AnyOf(var parts) => parts.SelectMany(RulesOf),
            _ => [],
        };

    private static string FirstSegment(string path) =>
        path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? path[..slash] : path;
}
