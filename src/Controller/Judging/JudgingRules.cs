using System.Collections.Immutable;
using Fleet.Checks.Catalog;
using Fleet.Checks.Judging;
using Fleet.Controller.Judging.Policies;

namespace Fleet.Controller.Judging;

/// <summary>What one host's records are judged by: the checks' rules and what the policy in force says for it.</summary>
public sealed record JudgingRules(CheckCatalog Catalog, Policy Policy)
{
    /// <summary>Exceptions for this host, those that have ended too.</summary>
    public ImmutableArray<Waiver> Waivers { get; init; } = [];

    /// <summary>Silences for this host, those that have ended too.</summary>
    public ImmutableArray<Silence> Silences { get; init; } = [];

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
