using Fleet.Controller.Judging.Impacts;
using V1 = Fleet.V1;

namespace Fleet.Controller.Api.Operating;

/// <summary>Who lost and gained access, as the contract has it.</summary>
internal static class ImpactMessages
{
    /// <summary>Null where nobody did.</summary>
    /// <param name="stored">A regression's <see cref="Judging.RegressionEntry.Impact"/>.</param>
    public static V1.RegressionImpact? Of(string stored)
    {
        var impact = ImpactJson.Read(stored);
        return impact.IsNone
            ? null
            : new()
            {
                Everybody = impact.Everybody,
                PortsClosed = { impact.PortsClosed },
                PortsOpened = { impact.PortsOpened },
                NobodyLeft = impact.NobodyLeft,
                LockedOut = { impact.LockedOut },
                Principals = { impact.Principals.Select(Of) },
                Words = { ImpactWords.Of(impact) },
                Rank = impact.Rank,
            };
    }

    private static V1.PrincipalChange Of(PrincipalChange change) =>
        new()
        {
            Account = change.Account,
            Root = change.IsRoot,
            Method = change.Method,
            Fingerprint = change.Fingerprint,
            Comment = change.Comment,
            Turn = (V1.AccessTurn)(int)change.Turn,
            Whole = change.IsWhole,
            Why = change.Why,
            Keyword = change.Keyword,
        };
}
