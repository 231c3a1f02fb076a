using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;
using Fleet.Controller.Ingest;

namespace Fleet.Controller.History.Queries;

/// <summary>What comes first: what is wrong, then what nobody knows.</summary>
internal static class Ranking
{
    /// <summary>Higher is worse.</summary>
    public static int Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Fail => 5,
            Outcome.Warn => 4,
            Outcome.Unknown => 3,
            Outcome.Pass => 2,
            Outcome.NotApplicable => 1,
            _ => 0,
        };

    /// <summary>True where what was known before says nothing of now.</summary>
    public static bool IsSilent(LinkState link) =>
        link
            is LinkState.Unspecified
                or LinkState.NeverConnected
                or LinkState.Offline
                or LinkState.Revoked
                or LinkState.Quarantined;

    public static IEnumerable<DatedFinding> WorstFirst(IEnumerable<DatedFinding> findings) =>
        findings
            .OrderByDescending(dated => Of(dated.Finding.Outcome))
            .ThenByDescending(dated => dated.Finding.Severity)
            .ThenBy(dated => CheckCatalog.BuiltIn.PlaceOf(dated.Finding.Rule))
            .ThenBy(dated => dated.Finding.Rule, StringComparer.Ordinal)
            .ThenBy(dated => dated.Finding.Subject, StringComparer.Ordinal);
}
