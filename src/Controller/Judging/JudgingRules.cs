using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;

namespace Fleet.Controller.Judging;

/// <summary>What records are judged by: the checks' rules and the policy in force.</summary>
public sealed record JudgingRules(CheckCatalog Catalog, Policy Policy)
{
    /// <summary>How a key is declared; null where no check declares it.</summary>
    public KeyDeclaration? DeclarationOf(string check, string key)
    {
        var declared = Catalog.Find(check)?.Declaration.Keys ?? [];
        foreach (var candidate in declared)
        {
            if (Fleet.Checks.Facts.FactKey.Matches(key, candidate.Pattern))
            {
                return candidate;
            }
        }

        return null;
    }

    public bool IsWatched(string check, string key) =>
        DeclarationOf(check, key)?.Use == KeyUse.Watched;
}
